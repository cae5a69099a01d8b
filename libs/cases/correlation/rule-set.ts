import { type FieldError, invalidInput } from '@app/platform';
import type { SubjectKind } from '@app/alerts';

/** How much one kind of subject says when two alerts share a value of it. */
export interface CorrelationRule {
  kind: SubjectKind;
  /** For each shared value. */
  points: number;
  /** A value that more alerts than this hold says nothing: an office's exit address, a widespread client. Null: never. */
  commonAbove: number | null;
  /** Two alerts share a value only when what they report is at most so many days apart. Null: however far apart. */
  windowDays: number | null;
}

/** What correlation decides by. A kind without a rule says nothing. */
export interface RuleSet {
  version: number;
  rules: CorrelationRule[];
  /** Two alerts that share values worth this much are about the same thing. */
  attachAt: number;
  /** An alert that shares this much with an alert of a case, and less than `attachAt`, is proposed for the case. */
  proposeAt: number;
}

/** Why correlation put an alert into its case or proposes it: what it has in common with other alerts. */
export interface Explanation {
  /** Version of the rules by which it was decided; missing in what was decided before rules had versions. */
  rules?: number;
  /** What all of it is worth by those rules. */
  points?: number;
  /** By kind of subject: how many values, the first few in alphabetical order, and what they are worth. */
  shared: { kind: string; count: number; examples: string[]; points?: number }[];
}

/** Most values of a kind that an explanation names. */
export const EXAMPLES = 5;

const DAY_MS = 86_400_000;

/** From when to when something is reported to have happened, as milliseconds. Both ends are inside. */
export type Interval = readonly [from: number, to: number];

/** Whether one value of a kind links two alerts however far apart they are, so that any alert of a case stands for all. */
export const linksAlone = (rule: CorrelationRule, set: Pick<RuleSet, 'attachAt'>): boolean =>
  rule.points >= set.attachAt && rule.windowDays === null;

/** The longest gap between two alerts that share a value of this kind, milliseconds. */
export const windowOf = (rule: CorrelationRule): number =>
  rule.windowDays === null ? Infinity : rule.windowDays * DAY_MS;

/** Whether two intervals overlap or are at most `windowMs` apart. What has no interval is near to everything. */
export const isNear = (a: Interval | null, b: Interval | null, windowMs: number): boolean =>
  windowMs === Infinity || !a || !b || Math.max(a[0] - b[1], b[0] - a[1]) <= windowMs;

/** Adds a shared value to an explanation; values must come in order. */
export function explainBy(explanation: Explanation, kind: string, value: string, points: number): void {
  const ofKind = explanation.shared.find((shared) => shared.kind === kind);
  if (!ofKind) explanation.shared.push({ kind, count: 1, examples: [value], points });
  else {
    ofKind.count += 1;
    ofKind.points = (ofKind.points ?? 0) + points;
    if (ofKind.examples.length < EXAMPLES) ofKind.examples.push(value);
  }
  explanation.points = (explanation.points ?? 0) + points;
}

/**
 * Refuses rules that contradict each other or would have no bound: a value that is never common is looked at only as
 * "somebody else has it", which suffices where one value attaches at any time.
 * @throws InvalidInputError
 */
export function assertSound({ rules, attachAt, proposeAt }: Omit<RuleSet, 'version'>): void {
  const errors: FieldError[] = [];
  if (proposeAt > attachAt)
    errors.push({ pointer: '/proposeAt', detail: 'must not be greater than attachAt' });
  const kinds = rules.map((rule) => rule.kind);
  rules.forEach((rule, i) => {
    if (kinds.indexOf(rule.kind) !== i)
      errors.push({ pointer: `/rules/${i}/kind`, detail: 'is there twice' });
    if (rule.commonAbove === null && !linksAlone(rule, { attachAt }))
      errors.push({
        pointer: `/rules/${i}/commonAbove`,
        detail: 'may be null only where one value attaches alone and there is no window',
      });
  });
  if (errors.length > 0) throw invalidInput(errors);
}
