import type { CalendarId } from './calendars';

/** Dated facts of a case from which clocks start. Each is its own record; there is no one "incident date". */
export const FACT_KEYS = {
  occurred_start: 'The activity began',
  occurred_end: 'The activity ended',
  first_detected: 'A detector first reported it',
  suspected: 'It was first suspected',
  aware: 'The lab became aware of the incident',
  model_involvement_aware: "The lab became aware of its model's involvement",
  reasonable_belief: 'The facts were enough for a reasonable belief that it must be reported',
  discovered: 'The incident was discovered',
  determined_critical: 'It was determined to be a critical safety incident',
  classified_major: 'It was classified as major',
  materiality_determined: 'It was determined to be material',
  imminent_risk_discovered: 'An imminent risk of death or serious injury was discovered',
  ransom_paid: 'A ransom was paid',
  resolved: 'The incident was resolved',
  restriction_imposed: 'Accounts were restricted',
  initial_notice_received: 'The authority received the initial notice',
  hearing_date: 'A hearing takes place',
  commitment_trigger: 'The event that a commitment names took place',
} as const satisfies Record<string, string>;
export type FactKey = keyof typeof FACT_KEYS;
export const FACT_KEY_NAMES = Object.keys(FACT_KEYS) as FactKey[];
/** Facts that may lie ahead of the moment at which they are recorded. */
export const PLANNED_FACTS: readonly FactKey[] = ['hearing_date'];

/** Who gave the instrument what force. */
export type InstrumentKind = 'statute' | 'regulation' | 'code' | 'bill' | 'commitment' | 'voluntary';

/** What force it has; `voluntary` binds nobody. */
export type RegimeStatus = 'proposed' | 'enacted' | 'in_force' | 'suspended' | 'repealed' | 'voluntary';

/** What can be decided of a regime in a case. */
export const DETERMINATION_RESULTS = ['applicable', 'not_applicable', 'voluntary', 'undetermined'] as const;
export type DeterminationResult = (typeof DETERMINATION_RESULTS)[number];

/** How long a stage's clock runs, and how its days are counted. */
export interface Duration {
  n: number;
  unit: 'hour' | 'calendar_day' | 'business_day' | 'week' | 'month';
}

/** A reading of the law that moves a deadline later; it never moves the conservative one. */
export type Roll =
  /** A last day that is no working day is followed by the next one. */
  | 'next_working_day'
  /** As above, and a period of two days or more has at least two working days. @see Regulation (EEC, Euratom) 1182/71 art. 3(4), 3(5) */
  | 'reg_1182_71'
  /** Falls on a day off: noon of the next working day. @see Delegated Regulation (EU) 2025/301 art. 5 */
  | 'noon_next_working_day';

/** One clock of a regime: what starts it and when it ends. */
export interface Stage {
  key: string;
  title: string;
  /** A fact of the case, or the fulfilment of an earlier stage: the one with this key, or any whose key begins with it and `_`. */
  anchor: { fact: FactKey } | { afterStage: string };
  duration: Duration;
  /** A second clock; the earlier one counts. */
  notLaterThan?: { fact: FactKey; duration: Duration };
  roll?: Roll;
  /** The calendar of `roll` and of business days. */
  calendar?: CalendarId;
  /** Local time of the last day by which a filing must be in, HH:MM; the end of the day unless said. */
  cutoff?: string;
  /** Runs again from each fulfilment, until this fact stands. */
  recursUntil?: FactKey;
  /** Started only when a person records its fact: a graver variant beside the ordinary clock. */
  isConditional?: boolean;
  /** What the report must contain. */
  content: readonly string[];
  /** Arguments that counsel may weigh and that the computation does not take. */
  warnings?: readonly string[];
}

/** What a regime's data expects of a kind of case; a person accepts or changes it. */
export interface Suggestion {
  result: DeterminationResult;
  because: string;
  reopenIf?: string;
  /** For a voluntary one: civil days from a fact to the target date. */
  target?: { fact: FactKey; days: number };
  /** Another result where a fact's instant is at or after this one. */
  unless?: { fact: FactKey; atOrAfter: string; result: DeterminationResult; because: string };
}

/** A law, code, commitment or custom under which a lab may have to tell somebody. Versions are never edited. */
export interface Regime {
  id: string;
  version: string;
  title: string;
  jurisdiction: string;
  authority: readonly string[];
  legalBasis: string;
  instrument: InstrumentKind;
  status: RegimeStatus;
  /** First civil day of force; null where it is not fixed. */
  effectiveFrom: string | null;
  /** IANA zone in which the authority counts. */
  zone: string;
  appliesIf: string;
  stages: readonly Stage[];
  followUp?: string;
  /** By kind of case. */
  suggestions: Readonly<Record<string, Suggestion>>;
  sources: readonly string[];
  verifiedOn: string;
  /** How well the entry was checked: against the text itself, against secondary sources, or not since it was written down. */
  verification: 'primary' | 'secondary' | 'unchecked';
}
