/** An amount in the smallest unit of its currency. */
export interface Money {
  minor: number;
  /** ISO 4217. */
  currency: string;
}

/** What a custom field of a case can hold. */
export type FieldValue = string | number | boolean | Money;
