import { isSayable, type Rung } from './attribution-terms';
import type { JudgedWords } from './judgements.queries';
import type { NamedParty } from './stated-rungs';

/** How far prose on a case may go. */
export interface ApprovedRungs {
  /** Everybody whom a judgement ever named, with the highest rung that stands for that name. */
  parties: NamedParty[];
  /** The highest rung that stands for anybody; null when none does. */
  highest: Rung | null;
}

/** Nothing is judged. */
export const NOTHING_APPROVED: ApprovedRungs = { parties: [], highest: null };

/** What of a case's judgements prose may say: approved, not superseded, and judged to be likely. */
export function approvedRungs(judgements: readonly JudgedWords[]): ApprovedRungs {
  const standing = judgements.filter((one) => one.state === 'approved' && isSayable(one.likelihood));
  const named = judgements.flatMap(({ party }) => party ?? []);
  const parties = named.map((party): NamedParty => {
    const same = standing.filter((one) => one.party && shareName(one.party, party));
    return { name: party.name, aliases: party.aliases, rung: highest(same) };
  });
  const byName = new Map<string, NamedParty>();
  for (const party of parties) {
    const known = byName.get(plain(party.name));
    byName.set(plain(party.name), {
      ...party,
      aliases: [...new Set([...(known?.aliases ?? []), ...(known ? [known.name] : []), ...party.aliases])],
    });
  }
  return { parties: [...byName.values()], highest: highest(standing) };
}

const plain = (name: string): string => name.normalize('NFKC').toLowerCase();
const namesOf = ({ name, aliases }: { name: string; aliases: readonly string[] }): string[] =>
  [name, ...aliases].map(plain);
const shareName = (a: Parameters<typeof namesOf>[0], b: Parameters<typeof namesOf>[0]): boolean => {
  const others = namesOf(b);
  return namesOf(a).some((name) => others.includes(name));
};
const highest = (judgements: readonly JudgedWords[]): Rung | null =>
  judgements.reduce<Rung | null>((most, { rung }) => (most === null || rung > most ? rung : most), null);
