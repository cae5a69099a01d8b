/** Days from `from` on, `to` not among them; a bound that is null is open. */
export interface Span {
  from: string | null;
  to: string | null;
}

/** A month of usage, as the engine's table is divided. */
export interface Partition {
  /** `YYYY-MM`. */
  month: string;
  rows: number;
}

/** What keeps usage although it is old enough. */
export interface Keeper extends Span {
  kind: 'hold' | 'claim' | 'case';
  /** Of the hold, or of one of the claims or cases. */
  id: string;
  reason: string;
}

/** What becomes of a month. */
export const PARTITION_STATES = ['fresh', 'held', 'pinned', 'expired'] as const;
export type PartitionState = (typeof PARTITION_STATES)[number];

/** A month, when it is old enough, and what keeps it then. */
export interface PlannedPartition extends Partition {
  /** First day on which every row of it is older than the retention; null where everything is kept. */
  expiresOn: string | null;
  state: PartitionState;
  keptBy: Keeper[];
}

/**
 * What becomes of each month. A legal hold wins over everything; then what must stay countable; what is left and old
 * enough is dropped whole.
 * @param today UTC
 */
export function planRetention(
  partitions: readonly Partition[],
  keepers: readonly Keeper[],
  days: number | null,
  today: string,
): PlannedPartition[] {
  return partitions.map((partition) => {
    const bounds = boundsOf(partition.month);
    const expiresOn = days === null ? null : plusDays(bounds.to, days);
    const keptBy = keepers.filter((keeper) => meets(keeper, bounds));
    return {
      ...partition,
      expiresOn,
      keptBy,
      state: stateOf(expiresOn === null || expiresOn > today, keptBy),
    };
  });
}

function stateOf(isFresh: boolean, keptBy: readonly Keeper[]): PartitionState {
  if (keptBy.some(({ kind }) => kind === 'hold')) return 'held';
  if (isFresh) return 'fresh';
  return keptBy.length > 0 ? 'pinned' : 'expired';
}

/** First day of a month and of the next. */
export function boundsOf(month: string): { from: string; to: string } {
  const [year, of] = month.split('-').map(Number) as [number, number];
  return { from: `${month}-01`, to: new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 10) };
}

/** The month of a day. */
export const monthOf = (day: string): string => day.slice(0, 7);

const meets = (span: Span, { from, to }: { from: string; to: string }): boolean =>
  (span.from === null || span.from < to) && (span.to === null || span.to > from);

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
