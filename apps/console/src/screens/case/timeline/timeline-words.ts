import type { View } from '../../../api/client';
import { inWords, stageName } from '../../../kit/chips';
import { plainOf } from '../../../kit/markdown';
import { count } from '../../../kit/numbers';
import { inZone } from '../../../kit/time';
import { dateName } from '../dates/date-terms';

export type Entry = View<'TimelineEntryView'>;

/** What an entry says that somebody wrote, if anything. */
const said = ({ details }: Entry, member: string): string =>
  typeof details[member] === 'string' ? details[member] : '';

/** What happened, in a line. */
export function whatHappened(of: Entry): string {
  if (of.kind === 'alert') return `Alert: ${said(of, 'title')}`;
  if (of.kind === 'note')
    return of.details['isRetracted'] ? 'Note, taken back' : `Note: ${plainOf(said(of, 'text'))}`;
  if (of.kind === 'date') {
    const gone = of.details['isRetracted']
      ? ', taken back'
      : of.details['isSuperseded']
        ? ', corrected since'
        : '';
    return `${dateName(said(of, 'kind'))}, says ${said(of, 'assertedBy')}${gone}`;
  }
  return of.action === 'case.moved' ? whereTo(of) : [actInWords(of.action), ...which(of)].join(': ');
}

/** `case.task_taken` as a person reads it. The noun of a case is plain on its page; what is kept of it are its files. */
const actInWords = (action: string): string =>
  inWords(
    action
      .replace(/^case\.(?=.*_)/, '')
      .replace(/^evidence\./, 'file.')
      .replaceAll('.', ' '),
  );

/** The members of an act's details that say which of its kind it was about. */
const WHICH = ['title', 'name', 'number', 'text', 'regimeId', 'analyzer', 'key', 'count'] as const;

function which({ details }: Entry): string[] {
  for (const member of WHICH) {
    const said = details[member];
    if (typeof said === 'number') return [count(said)];
    if (typeof said === 'string' && said !== '') return [inWords(said)];
  }
  return [];
}

function whereTo({ details }: Entry): string {
  const { stage, phase } = (details['to'] ?? {}) as Partial<View<'CaseView'>>;
  return `Moved to ${stage === 'InProgress' || !stage ? (phase ?? 'another step') : stageName(stage)}`;
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
