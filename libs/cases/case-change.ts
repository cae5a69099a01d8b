import { type FieldError, invalidInput } from '@app/platform';
import { TLP_LABELS, type Tlp } from '@app/alerts';
import type { Case } from './case.entity';
import type { FieldValue } from './fields/field-value';
import { type CaseKind, PAP, type Pap } from './case-terms';

/** What a person may change of a case by hand; its stage and phase move by transitions. */
export interface CaseChange {
  kind?: CaseKind;
  title?: string;
  summary?: string;
  severity?: number;
  tlp?: Tlp;
  pap?: Pap;
  /** Null takes the owner away. */
  ownerId?: string | null;
  teamId?: string | null;
  /** All tags. */
  tags?: string[];
  addTags?: string[];
  removeTags?: string[];
  /** By key; null takes the value away, what is not named stays. */
  customFields?: Record<string, FieldValue | null>;
}

/** How many tags a case can have. */
export const MAX_TAGS = 50;

/** One spelling for one tag: composed, lower case, single spaces. */
export function normaliseTag(tag: string): string {
  return tag.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Normalised, without repeats, in the order of the letters. */
export function normaliseTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normaliseTag))].filter((tag) => tag !== '').sort();
}

/**
 * Makes the change on the case in memory and gives what was before and what is now of all that differs. A label made
 * less restrictive needs its reason. @throws InvalidInputError
 */
export function applyChange(
  subject: Case,
  change: CaseChange,
  reason: string | undefined,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  assertLabels(subject, change, reason);
  const { tags, addTags, removeTags, customFields, ...plain } = change;
  const next: Record<string, unknown> = { ...plain };
  if (tags ?? addTags ?? removeTags) {
    const removed = new Set(normaliseTags(removeTags ?? []));
    const kept = normaliseTags([...(tags ?? subject.tags), ...(addTags ?? [])]).filter(
      (tag) => !removed.has(tag),
    );
    if (kept.length > MAX_TAGS)
      throw invalidInput([
        { pointer: addTags ? '/addTags' : '/tags', detail: `a case has at most ${MAX_TAGS} tags` },
      ]);
    next['tags'] = kept;
  }
  if (customFields) {
    const merged = { ...subject.customFields, ...customFields };
    next['customFields'] = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  }
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(next)) {
    const present = subject[key as keyof Case];
    if (value === undefined || JSON.stringify(present) === JSON.stringify(value)) continue;
    before[key] = present;
    after[key] = value;
  }
  const isDerived = subject.isDerived && !(change.title ?? change.kind ?? change.severity);
  Object.assign(subject, after, { isDerived });
  return { before, after };
}

function assertLabels(subject: Case, change: CaseChange, reason: string | undefined): void {
  if (reason?.trim()) return;
  const errors: FieldError[] = [];
  const looser = <T extends string>(scale: readonly T[], from: T, to: T | undefined): boolean =>
    to !== undefined && scale.indexOf(to) < scale.indexOf(from);
  for (const [name, isLooser, from] of [
    ['TLP', looser(TLP_LABELS, subject.tlp, change.tlp), subject.tlp],
    ['PAP', looser(PAP, subject.pap, change.pap), subject.pap],
  ] as const) {
    if (isLooser)
      errors.push({ pointer: '/reason', detail: `${name} becomes less restrictive than ${from}: say why` });
  }
  if (errors.length > 0) throw invalidInput(errors);
}
