import { CLUSTERS } from './profile';

/** How the platform classes a contract in the accounts file. */
export type Contract = 'none' | 'self_serve' | 'enterprise' | 'programme';

/** What a group of accounts has in common: its label in the truth, its contract and its habits. */
export interface Group {
  readonly label: 'campaign' | 'benign' | 'hard_negative';
  /** Name of the cluster, or of the kind of innocent account. */
  readonly name: string;
  readonly contract: Contract;
  readonly protected: boolean;
  /** Accounts of one organisation; 0 where accounts belong to none. */
  readonly seats: number;
  /** Relative traffic of one account. */
  readonly weight: number;
  /** Share in hundredths of each capability, in the order of CAPABILITIES. */
  readonly mix: readonly number[];
  /** Share of prompts with a skeleton of their own and with a public one; the rest is private to the account. */
  readonly unique: number;
  readonly publicShare: number;
  /** Machines work at all hours, people in sessions by their local day. */
  readonly automated: boolean;
}

/** A kind of innocent account that looks guilty, with its number at full size. */
export interface HardNegative {
  readonly name: string;
  readonly accounts: number;
  /** The least number at any scale. */
  readonly least: number;
  /** Keys of one account. */
  readonly keys: number;
  /** Requests of the whole group at full size, where the profile fixes them. */
  readonly requests?: number;
}

const CHAT = [4, 1, 1, 0, 4, 4, 80, 6];
const CODING = [52, 12, 3, 2, 12, 2, 12, 5];
const BUSINESS = [12, 4, 1, 1, 24, 8, 40, 10];
const GRADING = [0, 0, 2, 96, 2, 0, 0, 0];

function group(name: string, label: Group['label'], rest: Partial<Group>): Group {
  return {
    name,
    label,
    contract: 'none',
    protected: false,
    seats: 0,
    weight: 1,
    mix: CHAT,
    unique: 0.55,
    publicShare: 0.25,
    automated: false,
    ...rest,
  };
}

const CAMPAIGN: readonly Group[] = CLUSTERS.map(({ name }) =>
  group(name, 'campaign', {
    contract: name === 'HY-05' ? 'programme' : name === 'LAB-D' || name === 'HY-04' ? 'self_serve' : 'none',
    seats: name === 'HY-03' ? 12 : name === 'HY-05' ? 5 : 0,
    automated: true,
  }),
);

const coding = { mix: CODING, unique: 0.1, publicShare: 0.2 };
const business = { mix: BUSINESS, unique: 0.15, publicShare: 0.15 };
const hard = (name: string, rest: Partial<Group>) => group(name, 'hard_negative', rest);

/** Every group; an account holds the index of its group. The clusters come first. */
export const GROUPS: readonly Group[] = [
  ...CAMPAIGN,
  group('chat_consumer', 'benign', { weight: 1 }),
  group('developer', 'benign', { contract: 'self_serve', weight: 2.2, ...coding }),
  group('small_business', 'benign', {
    contract: 'self_serve',
    seats: 3,
    weight: 4,
    ...business,
    automated: true,
  }),
  group('enterprise', 'benign', { contract: 'enterprise', seats: 40, weight: 3, ...business }),
  group('heavy_batch', 'benign', {
    contract: 'self_serve',
    weight: 30,
    ...business,
    unique: 0,
    automated: true,
  }),
  hard('evaluation_vendor', {
    contract: 'enterprise',
    protected: true,
    seats: 1,
    mix: GRADING,
    unique: 0,
    publicShare: 0,
    automated: true,
  }),
  hard('university_class', { contract: 'programme', seats: 420, weight: 1.2, ...coding }),
  hard('hackathon_burst', { contract: 'programme', weight: 3, ...coding }),
  hard('corporate_proxy', { contract: 'enterprise', seats: 3800, weight: 3, ...business }),
  hard('agency_card', { contract: 'self_serve', weight: 1.5, ...business }),
  hard('vpn_user', { weight: 1.5 }),
  hard('mobile_cgnat', { weight: 1.2 }),
  hard('authorised_reseller', {
    contract: 'enterprise',
    seats: 3,
    ...business,
    publicShare: 0.3,
    automated: true,
  }),
  hard('licensed_distillation', {
    contract: 'enterprise',
    protected: true,
    seats: 1,
    mix: [40, 20, 20, 10, 10, 0, 0, 0],
    unique: 0,
    publicShare: 0,
    automated: true,
  }),
  hard('security_research', { contract: 'programme', protected: true, seats: 6, weight: 8, ...coding }),
  hard('travelling_user', { weight: 1.2 }),
  hard('company_60', { contract: 'enterprise', seats: 60, weight: 4, ...business }),
  hard('company_110', { contract: 'enterprise', seats: 110, weight: 4, ...business }),
];

/** Index of a group by its name. @throws Error when there is no such group. */
export function groupNamed(name: string): number {
  const index = GROUPS.findIndex((candidate) => candidate.name === name);
  if (index < 0) throw new Error(`no group is named ${name}`);
  return index;
}

/** The background's shares in hundredths; the hard negatives come out of the same total. */
export const BACKGROUND_SHARES = {
  chat_consumer: 62,
  developer: 23,
  small_business: 9,
  enterprise: 5,
  heavy_batch: 1,
} as const;

/** The innocent accounts that look guilty. */
export const HARD_NEGATIVES: readonly HardNegative[] = [
  { name: 'evaluation_vendor', accounts: 1, least: 1, keys: 40, requests: 900_000 },
  { name: 'university_class', accounts: 420, least: 2, keys: 1 },
  { name: 'hackathon_burst', accounts: 1_100, least: 2, keys: 1 },
  { name: 'corporate_proxy', accounts: 3_800, least: 3, keys: 1 },
  { name: 'agency_card', accounts: 310, least: 2, keys: 1 },
  { name: 'vpn_user', accounts: 6_000, least: 1, keys: 1 },
  { name: 'mobile_cgnat', accounts: 2_400, least: 2, keys: 1 },
  { name: 'authorised_reseller', accounts: 3, least: 1, keys: 25, requests: 300_000 },
  { name: 'licensed_distillation', accounts: 1, least: 1, keys: 6, requests: 450_000 },
  { name: 'security_research', accounts: 6, least: 1, keys: 1 },
  { name: 'travelling_user', accounts: 400, least: 1, keys: 1 },
  { name: 'company_60', accounts: 60, least: 3, keys: 1 },
  { name: 'company_110', accounts: 110, least: 3, keys: 1 },
];

/** A customer of the mixed reseller: an ordinary business or developer behind the reseller's addresses. */
export const CUSTOMER_GROUP: Group = group('customer', 'benign', {
  mix: [25, 5, 1, 1, 15, 5, 40, 8],
  unique: 0.2,
  publicShare: 0.25,
});
