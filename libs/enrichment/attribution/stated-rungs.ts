import type { Rung } from './attribution-terms';
import { CONDUCTED_BY, deedOf, isOperating } from './conduct-verbs';
import { clausesOf, type Piece, sentencesOf } from './sentences';
import { isDenied, isOthersWords, NEAR, withoutQuotations } from './whose-words';

/** A party that prose may name, with the rung to which it has been judged. */
export interface NamedParty {
  name: string;
  aliases: readonly string[];
  rung: Rung | null;
}

/** What a piece of prose says of who is behind the accounts. */
export interface StatedRung {
  rung: Rung;
  /** Who is named, as the prose has it; null where the words name nobody. */
  name: string | null;
  /** In UTF-16 units from the start of the text. */
  offset: number;
  /** The words that say it. */
  text: string;
}

const ONE_NETWORK =
  /\bcoordinated (?:\p{L}+ ){0,2}?(?:network|cluster|group|set|ring|operation)s?\b|\bunder (?:common|single|one) control\b|\bacted in concert\b/giu;
const THROUGH_A_SERVICE =
  /\b(?:operated|run|ran|managed|controlled|sold|resold|rented)\s+(?:\p{L}+\s+){0,3}?(?:through|via|by|from)\s+(?:[\p{L}-]+\s+){0,4}?(?:prox(?:y|ies)|resellers?|resale|account (?:brokers?|vendors?))\b(?:\s+(?:services?|networks?|providers?))?/giu;

const PEOPLE =
  'operators?|actors?|persons?|people|individuals?|those|entities|users?|employees?|staff|personnel|researchers?|engineers?|contractors?|affiliates?|agents?|accounts?|networks?';
const TIED =
  '(?:affiliated|associated|connected|linked|tied|aligned)\\s+(?:\\p{L}+ly\\s+)?(?:with|to)\\s+(?:the\\s+)?';
const TIED_TO = new RegExp(
  `\\b(?:${TIED}|(?:employed|controlled by|working|acting)\\s+(?:by|for|at)\\s+|on behalf of\\s+|(?:${PEOPLE})\\s+(?:of|at|from)\\s+)(?:[\\p{L}’' -]{1,60}?\\s(?:and|or)\\s)?(?:its |their |the )?$`,
  'iu',
);
const ATTRIBUTED_TO = /\battribut(?:e|es|ed|able|ing)\s+(?:[\p{L}’' ]{0,60}\s)?to\s+(?:the\s+)?$/iu;
const NO_SUBJECT_BEHIND =
  /\b(?:of|by|with|to|from|for|at|against|in|on|through|via|between|than|about|like|under|over|into|upon|including|named|called|toward|towards|concerning|regarding)\s+(?:the\s+)?$/i;
const ITS_PEOPLE = new RegExp(`^(?:[’']s?)?\\s+(?:[\\p{L}-]+\\s+){0,2}?(?:${PEOPLE})\\s+`, 'iu');
const ITS_PART =
  /^[’']s?\s+(?:[\p{L}-]+\s+){0,3}?(?:lab|laboratory|team|unit|division|subsidiary|affiliate|arm|department)\s+/iu;
const AND_ITS = /^\s+and\s+(?:its|their|the)\s+/i;
const BETWEEN = /^(?:,\s[^,]{1,80},\s+|\s+\([^)]{1,80}\)\s+)/;

// Names that the case has not judged: what is certainly a name, in a sentence that is certainly about the campaign.
const NAME = `\\p{Lu}[\\p{L}\\p{N}&’'-]*(?:\\s+\\p{Lu}[\\p{L}\\p{N}&’'-]*){0,4}`;
const CAMPAIGN =
  'campaign|attack|extraction|distillation|network|operation|accounts|activity|scheme|exchanges';
const ANY_PEOPLE = PEOPLE.replace(/(?<=^|\|)./g, (first) => `[${first}${first.toUpperCase()}]`);
const NAME_TIED = new RegExp(
  `\\b(?:${ANY_PEOPLE})\\s+(?:(?:\\p{L}+|,)\\s+){0,2}?${TIED}(?<name>${NAME})`,
  'gu',
);
const NAME_CONDUCTED = new RegExp(
  `(?<![\\p{L}\\p{N}&’'-])(?<name>${NAME})\\s+(?:(?:has|have|had)\\s+)?(?:\\p{L}+ly\\s+)?(?:conducted|directed|orchestrated|ordered|ran|operated|carried out|sponsored|organi[sz]ed|commissioned|perpetrated|led|controlled)\\s+(?:[\\p{L}-]+\\s+){0,4}?(?:${CAMPAIGN})\\b`,
  'gu',
);
const CONDUCTED_BY_NAME = new RegExp(
  `\\b(?:conducted|directed|orchestrated|ordered|carried out|sponsored|commissioned|perpetrated)\\s+(?:\\p{L}+ly\\s+)?by\\s+(?:the\\s+)?(?<name>${NAME})`,
  'gu',
);
const NO_NAME =
  /^(?:We|They|It|He|She|I|You|Who|Someone|Somebody|Nobody|Everyone|One|The|This|These|Those|That|An?|Our|Its|Their|Each|All|Both|Many|Some|Such|Other|Another|Operators?|Investigators?|Resellers?|Staff|People|Employees|Researchers|Actors|Customers|Users)\b/;

/**
 * What prose says of who is behind the accounts, rung by rung: the words of the ladder, and names as the subject of an
 * active verb or behind "by". What is denied, asked, or given as the words of others does not count. It reads English by
 * its surface: it errs on the side of asking for a judgement, and a sentence that it takes wrongly can be turned.
 * @param ours names that are no party, such as the sender's own
 */
export function statedRungs(
  text: string,
  parties: readonly NamedParty[],
  ours: readonly string[] = [],
): StatedRung[] {
  const found = sentencesOf(text)
    .filter((sentence) => !isOthersWords(sentence.text))
    .flatMap((sentence) => clausesOf(withoutQuotations(sentence)))
    .flatMap((clause) => [
      ...ofLadder(clause),
      ...ofParties(clause, parties),
      ...ofOthers(clause, parties, ours),
    ]);
  return found.sort((a, b) => a.offset - b.offset || b.rung - a.rung);
}

/** Words that place the accounts on one of the lower rungs without a name. */
function ofLadder(clause: Piece): StatedRung[] {
  const on = (rung: Rung, pattern: RegExp): StatedRung[] =>
    [...clause.text.matchAll(pattern)].flatMap(({ 0: words, index }) =>
      isDenied(clause.text.slice(Math.max(0, index - NEAR), index))
        ? []
        : [{ rung, name: null, offset: clause.offset + index, text: words }],
    );
  return [...on(1, ONE_NETWORK), ...on(2, THROUGH_A_SERVICE)];
}

/** What a clause says of the parties of the case. */
function ofParties({ text, offset }: Piece, parties: readonly NamedParty[]): StatedRung[] {
  return parties.flatMap((party) =>
    namesOf(party).flatMap((name) =>
      occurrences(text, name).flatMap((at): StatedRung[] => {
        const before = text.slice(Math.max(0, at - NEAR), at);
        const behind = text.slice(at + name.length, at + name.length + NEAR);
        const rung = rungOf(before, behind, party);
        if (rung === null || isDenied(before)) return [];
        return [{ rung, name: party.name, offset: offset + at, text: name }];
      }),
    ),
  );
}

/** On which rung a name stands between these words; null where they say nothing of it. */
function rungOf(before: string, behind: string, party: NamedParty): Rung | null {
  // Whoever was judged an operator runs accounts on that rung; of anybody else the word says that it was their own doing.
  const operating: Rung = party.rung === 2 ? 2 : 4;
  if (TIED_TO.test(before)) return 3;
  if (ATTRIBUTED_TO.test(before)) return 4;
  const passive = CONDUCTED_BY.exec(before)?.groups?.['verb'];
  if (passive !== undefined) return isOperating(passive) ? operating : 4;
  if (/^-(?:affiliated|linked|backed|controlled|associated|sponsored|directed|run)\b/i.test(behind)) return 3;
  if (NO_SUBJECT_BEHIND.test(before)) return null;
  const people = ITS_PEOPLE.exec(behind)?.[0];
  if (people !== undefined) return deedOf(behind.slice(people.length)) === 'none' ? null : 3;
  const deed = [behind, ...behindParts(behind)].map(deedOf).find((one) => one !== 'none');
  return deed === undefined ? null : deed === 'operating' ? operating : 4;
}

/** What follows a name and, after it, its part ("’s AI lab", "and its AI lab") or what is put in between commas. */
function behindParts(behind: string): string[] {
  const skipped = [BETWEEN, ITS_PART].flatMap((part) => {
    const words = part.exec(behind)?.[0];
    return words === undefined ? [] : [behind.slice(words.length)];
  });
  const more = AND_ITS.exec(behind)?.[0];
  if (more === undefined) return skipped;
  // Where a noun ends cannot be seen: each of the next words may be the verb.
  const rest = behind.slice(more.length);
  const starts = [...rest.slice(0, 120).matchAll(/\s+/g)]
    .slice(0, 4)
    .map(({ 0: gap, index }) => index + gap.length);
  return [...skipped, ...starts.map((start) => rest.slice(start))];
}

/** What a clause says of names that the case has not judged. */
function ofOthers(
  { text, offset }: Piece,
  parties: readonly NamedParty[],
  ours: readonly string[],
): StatedRung[] {
  const known = [...parties.flatMap(namesOf), ...ours];
  const on = (rung: Rung, pattern: RegExp): StatedRung[] =>
    [...text.matchAll(pattern)].flatMap(({ 0: words, index, groups }) => {
      const name = groups!['name']!;
      const isKnown = known.some((one) => name.includes(one) || one.includes(name));
      // At the beginning every word has a capital: "Attackers ran the campaign".
      const isPlural = index === 0 && /^\S+s$/.test(name);
      if (isKnown || isPlural || NO_NAME.test(name) || isDenied(text.slice(Math.max(0, index - NEAR), index)))
        return [];
      return [{ rung, name, offset: offset + index, text: words }];
    });
  return [...on(3, NAME_TIED), ...on(4, NAME_CONDUCTED), ...on(4, CONDUCTED_BY_NAME)];
}

/** Longest first and each once. */
const namesOf = ({ name, aliases }: NamedParty): string[] =>
  [...new Set([name, ...aliases])].filter((one) => one.trim() !== '').sort((a, b) => b.length - a.length);

function occurrences(text: string, name: string): number[] {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu');
  return [...text.matchAll(whole)].map(({ index }) => index);
}
