import { normaliseTag } from '../case-change';

/** How parts of a whole add up in a unit: each thing is in one part only, may be in several, or no sum has a meaning. */
type Adding = 'each' | 'shared' | 'never';

/** What is counted or measured. Nothing is ever added or compared across two of them. */
export const UNIT_RULES = {
  accounts: { isWhole: true, adding: 'shared' },
  exchanges: { isWhole: true, adding: 'each' },
  prompts: { isWhole: true, adding: 'each' },
  requests: { isWhole: true, adding: 'each' },
  tokens: { isWhole: true, adding: 'each' },
  sessions: { isWhole: true, adding: 'each' },
  api_keys: { isWhole: true, adding: 'shared' },
  seats: { isWhole: true, adding: 'each' },
  organisations: { isWhole: true, adding: 'shared' },
  people: { isWhole: true, adding: 'shared' },
  targets: { isWhole: true, adding: 'shared' },
  networks: { isWhole: true, adding: 'shared' },
  items: { isWhole: true, adding: 'never' },
  percent: { isWhole: false, adding: 'never' },
  hours: { isWhole: false, adding: 'never' },
  days: { isWhole: false, adding: 'never' },
  usd: { isWhole: false, adding: 'each' },
  eur: { isWhole: false, adding: 'each' },
  gbp: { isWhole: false, adding: 'each' },
  cny: { isWhole: false, adding: 'each' },
} as const satisfies Record<string, { isWhole: boolean; adding: Adding }>;
export type AssertedUnit = keyof typeof UNIT_RULES;
export const ASSERTED_UNITS = Object.keys(UNIT_RULES) as AssertedUnit[];

/** In what time a quantity comes about, where it is a rate. */
export const PERIODS = ['hour', 'day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** What an assertion can be about, with the units of its quantities. */
export const ABOUT_UNITS = {
  accounts: ['accounts'],
  activity: ['exchanges', 'prompts', 'requests', 'tokens', 'sessions'],
  affected: ['targets', 'organisations', 'people', 'seats', 'api_keys'],
  actor: ['people', 'organisations', 'networks'],
  share: ['percent'],
  cost: ['usd', 'eur', 'gbp', 'cny'],
  duration: ['hours', 'days'],
  date: [],
  attribution: [],
  capability: [],
  method: [],
  model: [],
  purpose: [],
  measure: [],
  response: [],
  recipient: [],
  request: [],
  outcome: [],
  reporter: [],
  other: ASSERTED_UNITS,
} as const satisfies Record<string, readonly AssertedUnit[]>;
export type About = keyof typeof ABOUT_UNITS;
export const ABOUTS = Object.keys(ABOUT_UNITS) as About[];

/** What whoever speaks says of the matter. */
export const STANCES = ['asserts', 'denies', 'no_comment'] as const;
export type Stance = (typeof STANCES)[number];

/** What a value is. `not_published`: it is known to somebody who does not say it. `unknown`: nobody is said to know it. */
export const VALUE_KINDS = ['quantity', 'text', 'date', 'not_published', 'unknown'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

/** What kind of thing a source is; of the reporter, how the case came to us. */
export const SOURCE_KINDS = [
  'own_post',
  'press',
  'report',
  'letter',
  'court_filing',
  'government',
  'database',
  'partner',
  'customer',
  'social',
  'other',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How far a source is relied on by its record: A always, E never, F cannot be judged (Admiralty code). */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];

/** How surely whoever speaks says so. */
export const CONFIDENCES = ['low', 'moderate', 'high'] as const;
export type AssertedConfidence = (typeof CONFIDENCES)[number];

/** What an assertion is about, as exactly as needed to tell which assertions speak of the same thing. */
export interface Matter {
  about: About;
  /** Tells apart what is about the same: of whom, of what part. */
  topic: string | null;
  unit: AssertedUnit | null;
  per: Period | null;
}

/** One text for one matter, however its topic is written. */
export const matterKey = ({ about, topic, unit, per }: Matter): string =>
  [about, unit ?? '', per ?? '', normaliseTag(topic ?? '')].join('/');
