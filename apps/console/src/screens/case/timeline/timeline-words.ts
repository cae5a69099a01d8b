import type { View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { inZone } from '../../../kit/time';
import { dateName } from '../dates/date-terms';

export type Entry = View<'TimelineEntryView'>;

/** What an entry says that somebody wrote, if anything. */
const said = ({ details }: Entry, member: string): string =>
  typeof details[member] === 'string' ? details[member] : '';

/** What happened, in a line. */
export function whatHappened(of: Entry): string {
  if (of.kind === 'alert') return `Alert: ${said(of, 'title')}`;
  if (of.kind === 'note') return of.details['isRetracted'] ? 'Note, taken back' : `Note: ${said(of, 'text')}`;
  if (of.kind === 'date') {
    const gone = of.details['isRetracted']
      ? ', taken back'
      : of.details['isSuperseded']
        ? ', corrected since'
        : '';
    return `${dateName(said(of, 'kind'))}, says ${said(of, 'assertedBy')}${gone}`;
  }
  return inWords(of.action.replaceAll('.', ' '));
}

const DAYS: Partial<Record<Entry['precision'], Intl.DateTimeFormatOptions>> = {
  day: { day: '2-digit', month: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

/** When it was so, as exactly as it is known and no more, in the zone in which it is stated. */
export function whenItWas({
  occurredAt,
  precision,
  zone,
}: Pick<Entry, 'occurredAt' | 'precision' | 'zone'>): string {
  const shape = DAYS[precision];
  if (shape) {
    const words = new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: zone ?? 'UTC' });
    return `${words.format(new Date(occurredAt))} (${zone ?? 'UTC'})`;
  }
  return `${precision === 'about' ? 'about ' : ''}${inZone(occurredAt, zone ?? undefined)}`;
}
