import { TLP_LABELS, type Tlp } from '@app/alerts';
import type { Case } from '../case.entity';
import { MAX_TAGS } from '../case-change';
import { PAP, type Pap, strictest } from '../case-terms';
import type { FieldValue } from '../fields/field-value';

/** What of a case's own row takes part in a merge. */
export interface LabelledBy {
  severity: number;
  tlp: Tlp;
  pap: Pap;
  tags: string[];
  customFields: Record<string, FieldValue>;
}

/** What a merge did not take over: tags beyond the number that a case can have, values of fields that the survivor has. */
export interface LeftOut {
  tags: string[];
  customFields: Record<string, FieldValue>;
}

/** A merge that stands, as far as labels go; lists of them are in the order of the merges. */
export interface Given {
  id: string;
  gave: LabelledBy;
  /** What the survivor had before, less what was given back since. */
  intoBefore: LabelledBy;
  leftOut: LeftOut;
}

/** The labels, tags and custom fields of a case. */
export const labelsOf = ({ severity, tlp, pap, tags, customFields }: Case | LabelledBy): LabelledBy => ({
  severity,
  tlp,
  pap,
  tags,
  customFields,
});

/** One label, tag or custom field: what it is in a case, and what two values of it make together, the survivor's first. */
interface Item {
  name: string;
  of(labels: LabelledBy): unknown;
  put(labels: LabelledBy, value: unknown): void;
  together(into: unknown, from: unknown): unknown;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const SCALES: readonly Item[] = [
  {
    name: 'severity',
    of: (labels) => labels.severity,
    put: (labels, value) => void (labels.severity = value as number),
    together: (into, from) => Math.max(into as number, from as number),
  },
  {
    name: 'tlp',
    of: (labels) => labels.tlp,
    put: (labels, value) => void (labels.tlp = value as Tlp),
    together: (into, from) => strictest(TLP_LABELS, into as Tlp, from as Tlp),
  },
  {
    name: 'pap',
    of: (labels) => labels.pap,
    put: (labels, value) => void (labels.pap = value as Pap),
    together: (into, from) => strictest(PAP, into as Pap, from as Pap),
  },
];

const tagItem = (tag: string): Item => ({
  name: `tags.${tag}`,
  of: (labels) => labels.tags.includes(tag),
  put: (labels, value) => {
    labels.tags = [...labels.tags.filter((one) => one !== tag), ...(value ? [tag] : [])].sort();
  },
  together: (into, from) => Boolean(into) || Boolean(from),
});

const fieldItem = (key: string): Item => ({
  name: `customFields.${key}`,
  of: (labels) => (Object.hasOwn(labels.customFields, key) ? labels.customFields[key] : undefined),
  put: (labels, value) => {
    const others = Object.entries(labels.customFields).filter(([one]) => one !== key);
    const own = value === undefined ? [] : [[key, value as FieldValue] as const];
    labels.customFields = Object.fromEntries([...others, ...own]);
  },
  together: (into, from) => into ?? from,
});

/** The labels of the survivor with another case in it: the more restrictive ones, all tags, its own values of fields first. */
export function takeIn(into: LabelledBy, from: LabelledBy): { labels: LabelledBy; leftOut: LeftOut } {
  const further = from.tags.filter((tag) => !into.tags.includes(tag));
  const room = Math.max(0, MAX_TAGS - into.tags.length);
  const taken = { ...from, tags: further.slice(0, room) };
  const labels = labelsOf(into);
  for (const item of itemsOf(taken)) item.put(labels, item.together(item.of(into), item.of(from)));
  const overruled = Object.entries(from.customFields).filter(
    ([key, value]) => !same(labels.customFields[key], value),
  );
  return { labels, leftOut: { tags: further.slice(room), customFields: Object.fromEntries(overruled) } };
}

/** What a case can give. */
const itemsOf = (gave: LabelledBy): Item[] => [
  ...SCALES,
  ...gave.tags.map(tagItem),
  ...Object.keys(gave.customFields).map(fieldItem),
];

/**
 * The labels of the survivor without the merge `undone`: what they would be had it never been. Where a person changed
 * one since, it stays, and its name is among `kept`. Merges that came later have found other labels then: `found`.
 */
export function giveBack(
  present: LabelledBy,
  standing: readonly Given[],
  undone: string,
): { labels: LabelledBy; kept: string[]; found: { id: string; intoBefore: LabelledBy }[] } {
  const at = standing.findIndex((one) => one.id === undone);
  const { gave, intoBefore, leftOut } = standing[at]!;
  const later = standing.slice(at + 1).map((one) => ({ ...one, intoBefore: labelsOf(one.intoBefore) }));
  const labels = labelsOf(present);
  const kept: string[] = [];
  for (const item of itemsOf({ ...gave, tags: gave.tags.filter((tag) => !leftOut.tags.includes(tag)) })) {
    let without = item.of(intoBefore);
    let having = item.together(without, item.of(gave));
    if (same(having, without)) continue;
    const follow = (of: LabelledBy): boolean => {
      const isUntouched = same(item.of(of), having);
      if (isUntouched) item.put(of, without);
      return isUntouched;
    };
    const isUntouched = later.every((one) => {
      if (!follow(one.intoBefore)) return false;
      [having, without] = [having, without].map((value) => item.together(value, item.of(one.gave)));
      return true;
    });
    // A later merge that says the same by itself leaves nothing to give back.
    if (isUntouched && same(having, without)) continue;
    if (!isUntouched || !follow(labels)) kept.push(item.name);
  }
  return { labels, kept, found: later.map(({ id, intoBefore: before }) => ({ id, intoBefore: before })) };
}
