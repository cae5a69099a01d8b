import type { FieldError } from '@app/platform';
import { ABOUT_UNITS, type About, type AssertedUnit, type Period, type Stance } from './assertion-terms';
import { UNIT_RULES, type ValueKind } from './assertion-terms';
import type { AssertedValue } from './conflicts';
import { boundsOf, isEmpty, type StatedQualifier } from './quantity';

/** A value as a person gives it: which members belong to it, its kind says. */
export interface GivenValue {
  kind: ValueKind;
  qualifier?: StatedQualifier;
  number?: number;
  to?: number;
  text?: string;
  date?: string;
  untilDate?: string;
}

/** What a person says that decides what the value can be. */
export interface GivenMatter {
  about: About;
  unit?: AssertedUnit;
  per?: Period;
  stance?: Stance;
  value?: GivenValue;
}

/** Figures up to here add up exactly, whatever the number of parts. */
export const MAX_NUMBER = 10_000_000_000_000;

const MEMBERS: Record<
  ValueKind,
  { needed: readonly (keyof GivenValue)[]; may: readonly (keyof GivenValue)[] }
> = {
  quantity: { needed: ['qualifier', 'number'], may: ['to'] },
  text: { needed: ['text'], may: [] },
  date: { needed: ['date'], may: ['untilDate'] },
  not_published: { needed: [], may: [] },
  unknown: { needed: [], may: [] },
};

/** The unit and value that are meant, or what is wrong with them; pointers begin at the assertion. */
export function readAssertion(given: GivenMatter): {
  unit: AssertedUnit | null;
  value: AssertedValue;
  faults: FieldError[];
} {
  const units: readonly AssertedUnit[] = ABOUT_UNITS[given.about];
  const unit = given.unit ?? (units.length === 1 && given.about !== 'actor' ? units[0]! : null);
  const faults: FieldError[] = [];
  const fault = (pointer: string, detail: string): void => void faults.push({ pointer, detail });
  if (given.unit && !units.includes(given.unit))
    fault(
      '/unit',
      units.length > 0
        ? `of ${given.about} must be one of: ${units.join(', ')}`
        : `goes with no ${given.about}`,
    );
  if (given.per && !unit) fault('/per', 'goes with a unit alone');
  if (!given.value && (given.stance ?? 'asserts') === 'asserts')
    fault('/value', 'is needed where something is asserted; not_published and unknown are values too');
  if (given.value && given.stance === 'no_comment')
    fault('/value', 'goes with no comment on nothing: leave it out');
  const value = given.value ? readValue(given.value, { about: given.about, unit }, fault) : null;
  return { unit, value, faults };
}

function readValue(
  given: GivenValue,
  { about, unit }: { about: About; unit: AssertedUnit | null },
  fault: (pointer: string, detail: string) => void,
): AssertedValue {
  const { needed, may } = MEMBERS[given.kind];
  const missing = needed.filter((name) => given[name] === undefined);
  for (const name of missing) fault(`/value/${name}`, `is needed for a ${given.kind}`);
  for (const [name, said] of Object.entries(given) as [keyof GivenValue, unknown][]) {
    if (said !== undefined && name !== 'kind' && ![...needed, ...may].includes(name))
      fault(`/value/${name}`, `does not belong to ${given.kind}`);
  }
  if (missing.length > 0) return null;
  switch (given.kind) {
    case 'quantity': {
      const quantity = { qualifier: given.qualifier!, number: given.number!, to: given.to ?? null };
      if (unit) checkQuantity({ ...quantity, unit }, fault);
      else fault('/unit', 'is needed for a quantity');
      return { kind: 'quantity', ...quantity };
    }
    case 'text':
      return { kind: 'text', text: given.text! };
    case 'date': {
      if (about !== 'date' && about !== 'other') fault('/value/kind', `of ${about} is no date`);
      for (const name of ['date', 'untilDate'] as const) {
        const day = given[name];
        if (day && (day < '1900' || day >= '2101')) fault(`/value/${name}`, 'lies between 1900 and 2100');
      }
      if (given.untilDate && given.untilDate < given.date!) fault('/value/untilDate', 'comes before date');
      return { kind: 'date', date: given.date!, untilDate: given.untilDate ?? null };
    }
    case 'not_published':
    case 'unknown':
      return { kind: given.kind };
  }
}

function checkQuantity(
  quantity: { qualifier: StatedQualifier; number: number; to: number | null; unit: AssertedUnit },
  fault: (pointer: string, detail: string) => void,
): void {
  const { qualifier, number, to, unit } = quantity;
  if ((qualifier === 'between') !== (to !== null))
    fault('/value/to', 'belongs to the qualifier between, and only to it');
  else if (to !== null && to <= number) fault('/value/to', 'must be more than number');
  if (UNIT_RULES[unit].isWhole && !(Number.isInteger(number) && Number.isInteger(to ?? 0)))
    fault('/value/number', `must be a whole number of ${unit}`);
  else if (unit === 'percent' && Math.max(number, to ?? 0) > 100)
    fault('/value/number', 'must not be more than 100 percent');
  else if (isEmpty(boundsOf(quantity), unit)) fault('/value/number', 'leaves no number that could be meant');
}

/** Whether it is an address on the web that can be kept: http or https, without a name and password in it. */
export function isSourceUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
