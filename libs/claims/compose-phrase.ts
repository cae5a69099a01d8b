import { MONTHS } from '@app/platform';
import type { Phrase, PhraseTerms, Qualifier, Unit } from './phrase';

const WORDS: Record<Qualifier, string> = {
  exactly: '',
  more_than: 'more than ',
  at_least: 'at least ',
  fewer_than: 'fewer than ',
  nearly: 'nearly ',
  approximately: 'approximately ',
};

const SINGULAR: Record<Exclude<Unit, 'date'>, string> = { accounts: 'account', exchanges: 'exchange' };

/** The words of a phrase: `nearly 25,000 accounts`, `more than 28.8 million exchanges`, `22 April 2026`. */
export function compose(terms: PhraseTerms): Phrase {
  const { qualifier, rounded, unit } = terms;
  if (unit === 'date') return { ...terms, text: dateText(rounded) };
  const noun = rounded === '1' ? SINGULAR[unit] : unit;
  return { ...terms, text: `${WORDS[qualifier]}${numberText(BigInt(rounded))} ${noun}` };
}

/** A day of the civil calendar, as British and international letters write it. */
function dateText(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[month! - 1]} ${year}`;
}

/** Digits in groups of three; whole tenths of a million or billion in words, for nobody counts nine digits. */
export function numberText(value: bigint): string {
  for (const [size, word] of [
    [1_000_000_000n, 'billion'],
    [1_000_000n, 'million'],
  ] as const) {
    if (value < size || value % (size / 10n) !== 0n) continue;
    const tenths = (value % size) / (size / 10n);
    return `${grouped(value / size)}${tenths > 0n ? `.${tenths}` : ''} ${word}`;
  }
  return grouped(value);
}

const grouped = (value: bigint): string => value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
