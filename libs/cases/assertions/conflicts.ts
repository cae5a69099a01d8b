import { normaliseTag } from '../case-change';
import type { Matter, Stance } from './assertion-terms';
import { type Bounds, boundsOf, isEmpty, isWithin, meet, type Quantity, quantityWords } from './quantity';

/** The value of an assertion; null where somebody denies the whole matter or does not comment on it. */
export type AssertedValue =
  | { kind: 'quantity'; qualifier: Quantity['qualifier']; number: number; to: number | null }
  | { kind: 'text'; text: string }
  /** One day, or some day from the one to the other. */
  | { kind: 'date'; date: string; untilDate: string | null }
  | { kind: 'not_published' }
  | { kind: 'unknown' }
  | null;

/** What the rule looks at in an assertion. */
export interface Said {
  id: string;
  stance: Stance;
  /** Who speaks, in one spelling. */
  speaker: string;
  /** The same as a person reads it. */
  speakerName: string;
  /** Who published it. */
  publisher: string;
  value: AssertedValue;
  /** The assertion of the same matter that a person found not to go with this one. */
  contradictsId: string | null;
}

/** Assertions that cannot all be true, and why not. */
export interface Conflict {
  assertionIds: string[];
  reason: string;
}

interface Spanned {
  said: Said;
  bounds: Bounds;
  words: string;
}

/**
 * Where the assertions that stand on one matter cannot all be true: figures or days that exclude each other, one who
 * asserts and one who denies, somebody who is said to have spoken and to have kept silent, and what a person found.
 * Texts are compared by nobody but people, and that a figure is not published or not known contradicts nothing.
 */
export function conflictsAmong(matter: Pick<Matter, 'unit' | 'per'>, all: readonly Said[]): Conflict[] {
  const spanned = all.flatMap((said) => span(matter, said));
  const asserted = spanned.filter(({ said }) => said.stance === 'asserts');
  return [...apart(matter, asserted), ...denied(all, spanned), ...silentAndNot(all), ...foundByPeople(all)];
}

/** A figure or a day as what it leaves possible; days are counted from 1970. */
function span({ unit, per }: Pick<Matter, 'unit' | 'per'>, said: Said): Spanned[] {
  const { value } = said;
  if (value?.kind === 'quantity' && unit) {
    const quantity = { ...value, unit, per };
    return [{ said, bounds: boundsOf(quantity), words: quantityWords(quantity) }];
  }
  if (value?.kind !== 'date') return [];
  const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  const [low, high] = [day(value.date), day(value.untilDate ?? value.date)];
  const words = value.untilDate ? `${value.date} to ${value.untilDate}` : value.date;
  return [{ said, bounds: { low, isLowOpen: false, high, isHighOpen: false }, words }];
}

/** Ranges on a line all have a point in common unless two of them have none: the one that begins last and the one that ends first. */
function apart({ unit }: Pick<Matter, 'unit'>, asserted: readonly Spanned[]): Conflict[] {
  if (asserted.length < 2) return [];
  const later = asserted.reduce((a, b) => (startsLater(b.bounds, a.bounds) ? b : a));
  const sooner = asserted.reduce((a, b) => (endsSooner(b.bounds, a.bounds) ? b : a));
  if (!isEmpty(meet(later.bounds, sooner.bounds), unit ?? 'items')) return [];
  return [
    {
      assertionIds: [later.said.id, sooner.said.id],
      reason: `${who(later.said)} says ${later.words}, ${who(sooner.said)} says ${sooner.words}: both cannot be true.`,
    },
  ];
}

const startsLater = (a: Bounds, b: Bounds): boolean =>
  a.low > b.low || (a.low === b.low && a.isLowOpen && !b.isLowOpen);
const endsSooner = (a: Bounds, b: Bounds): boolean =>
  a.high < b.high || (a.high === b.high && a.isHighOpen && !b.isHighOpen);

/** Who denies the whole matter contradicts everyone who asserts something of it; who denies a value, those who assert it or a part of it. */
function denied(all: readonly Said[], spanned: readonly Spanned[]): Conflict[] {
  const saying = all.filter((said) => said.stance === 'asserts' && tellsSomething(said.value));
  const boundsOfId = new Map(spanned.map(({ said, bounds }) => [said.id, bounds]));
  return all
    .filter((said) => said.stance === 'denies')
    .flatMap((no) => {
      const against = saying.filter((yes) => isDenied(yes, no, boundsOfId));
      if (against.length === 0) return [];
      return [
        {
          assertionIds: [no.id, ...against.map((yes) => yes.id)],
          reason: `${who(no)} denies what is asserted by ${listed(against.map(who))}.`,
        },
      ];
    });
}

function isDenied(yes: Said, no: Said, boundsOfId: ReadonlyMap<string, Bounds>): boolean {
  if (no.value === null) return true;
  if (yes.value?.kind === 'text' && no.value.kind === 'text')
    return normaliseTag(yes.value.text) === normaliseTag(no.value.text);
  const [inner, outer] = [boundsOfId.get(yes.id), boundsOfId.get(no.id)];
  return inner !== undefined && outer !== undefined && isWithin(inner, outer);
}

/** One who is quoted in one source and silent in another. */
function silentAndNot(all: readonly Said[]): Conflict[] {
  return [...new Set(all.map((said) => said.speaker))].flatMap((speaker) => {
    const ofOne = all.filter((said) => said.speaker === speaker);
    const silent = ofOne.filter((said) => said.stance === 'no_comment');
    const speaking = ofOne.filter(
      (said) => said.stance === 'denies' || (said.stance === 'asserts' && tellsSomething(said.value)),
    );
    if (silent.length === 0 || speaking.length === 0) return [];
    return [
      {
        assertionIds: [...speaking, ...silent].map((said) => said.id),
        reason: `${ofOne[0]!.speakerName} is said to have spoken (${published(speaking)}) and to have made no comment (${published(silent)}).`,
      },
    ];
  });
}

function foundByPeople(all: readonly Said[]): Conflict[] {
  const ids = new Set(all.map((said) => said.id));
  return all.flatMap(({ id, contradictsId }) =>
    contradictsId && ids.has(contradictsId)
      ? [{ assertionIds: [id, contradictsId], reason: 'Whoever recorded it found that both cannot be true.' }]
      : [],
  );
}

/** `The lab (news.example)`, or the publisher who speaks for itself. */
const who = ({ speakerName, publisher }: Said): string =>
  speakerName === publisher ? publisher : `${speakerName} (${publisher})`;
const listed = (names: readonly string[]): string => [...new Set(names)].join(', ');
const published = (all: readonly Said[]): string => listed(all.map((said) => said.publisher));
const tellsSomething = (value: AssertedValue): boolean =>
  value !== null && value.kind !== 'not_published' && value.kind !== 'unknown';
