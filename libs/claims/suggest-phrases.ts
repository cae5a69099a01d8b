import { compose } from './compose-phrase';
import { isTrueOf, type Phrase, type Qualifier, type Unit } from './phrase';

/** Digits that a rounded figure keeps at most; more of them read no easier than the exact one. */
const MOST_DIGITS = 3;

/** What a significant digit costs a reader, in parts of the value by which a shorter figure may be off. */
const COST_OF_A_DIGIT = 0.004;

/** What a qualifier adds; `approximately` says least of what is known. */
const COST: Record<Qualifier, number> = {
  exactly: 0,
  more_than: 0,
  nearly: 0,
  at_least: 0.001,
  fewer_than: 0.002,
  approximately: 0.003,
};

/** Phrases that are true of a value, the best first: near to it and short to read. Never empty. */
export function suggestPhrases(value: string, unit: Unit): Phrase[] {
  if (unit === 'date') return [compose({ qualifier: 'exactly', rounded: value, unit })];
  const exact = BigInt(value);
  const candidates = new Map<string, { phrase: Phrase; cost: number }>();
  const consider = (qualifier: Qualifier, rounded: bigint): void => {
    const terms = { qualifier, rounded: rounded.toString(), unit };
    if (!isTrueOf(value, terms)) return;
    const error = Math.abs(Number(rounded - exact)) / Math.max(1, Number(exact));
    const cost = error + significantDigits(rounded) * COST_OF_A_DIGIT + COST[qualifier];
    candidates.set(`${qualifier} ${rounded}`, { phrase: compose(terms), cost });
  };
  consider('exactly', exact);
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    const step = 10n ** BigInt(Math.max(0, value.length - digits));
    if (step === 1n) break;
    const below = (exact / step) * step;
    const above = below + step;
    if (below > 0n) {
      consider('more_than', below);
      consider('at_least', below);
    }
    consider('nearly', above);
    consider('fewer_than', above);
    consider('approximately', exact - below <= above - exact ? below : above);
  }
  return [...candidates.values()].sort((a, b) => a.cost - b.cost).map(({ phrase }) => phrase);
}

const significantDigits = (value: bigint): number => Math.max(1, value.toString().replace(/0+$/, '').length);
