import type { AnalyzerContext } from '../analyzer';
import type { AccountFacts } from '../sharing/account-facts';
import { type Binned, binAt, TRAITS, UNTOLD } from './evidence-model';

/** An account that the case has or that something ties to the core. */
export interface Profile extends AccountFacts, Binned {
  isInside: boolean;
  contract: string;
  /** Organisation that owns it; empty where none does. */
  org: string;
  seats: number;
  /** Whether the platform binds it to other owners, see `IS_MEMBER`. */
  isMember: boolean;
  /** Whether it is of the core, and its card pays for nobody else of it. */
  isOnOwnCard: boolean;
  scheduledExchanges: number;
}

/** Every account of the snapshot: some one by one, the others as many of the same bins. */
export interface Profiles {
  listed: Profile[];
  others: Binned[];
}

type Row = {
  accountId: string;
  bins: (number | string)[];
  contract: string;
  org: string;
  instrument: string;
} & Record<
  | 'accounts'
  | 'isInside'
  | 'isInCore'
  | 'isProtected'
  | 'isMember'
  | 'isOnOwnCard'
  | 'seats'
  | 'createdAt'
  | 'isKnown'
  | 'exchanges'
  | 'campaignExchanges'
  | 'campaignFamilies'
  | 'tiedNetworkExchanges'
  | 'tiedFingerprintExchanges'
  | 'scheduledExchanges',
  number | string | boolean
>;

/** Asks for the profiles and reads them. */
export async function profilesOf(
  { ask }: Pick<AnalyzerContext<unknown>, 'ask'>,
  sql: string,
  params: Record<string, unknown>,
): Promise<Profiles> {
  const listed: Profile[] = [];
  const others: Binned[] = [];
  for (const row of await ask<Row>(sql, params)) {
    const binned = {
      bins: row.bins.map(Number),
      accounts: Number(row.accounts),
      isInCore: Boolean(row.isInCore),
    };
    if (row.accountId === '') others.push(binned);
    else listed.push({ ...binned, ...factsOf(row) });
  }
  return { listed, others };
}

const factsOf = (row: Row): Omit<Profile, keyof Binned> => ({
  accountId: row.accountId,
  isInside: Boolean(row.isInside),
  contract: row.contract,
  org: row.org,
  seats: Number(row.seats),
  createdAt: Number(row.isKnown) === 1 ? Number(row.createdAt) : null,
  isProtected: Boolean(row.isProtected),
  isMember: Boolean(row.isMember),
  isOnOwnCard: Boolean(row.isOnOwnCard),
  instrument: row.instrument || null,
  exchanges: Number(row.exchanges),
  campaignExchanges: Number(row.campaignExchanges),
  campaignFamilies: Number(row.campaignFamilies),
  tiedNetworkExchanges: Number(row.tiedNetworkExchanges),
  tiedFingerprintExchanges: Number(row.tiedFingerprintExchanges),
  scheduledExchanges: Number(row.scheduledExchanges),
});

const TEMPLATES = binAt('templates');

/** Whether the log does not say what an account runs. Of who was never used it is known: nothing. */
export const isUntold = ({ exchanges, bins }: Pick<Profile, 'exchanges' | 'bins'>): boolean =>
  exchanges > 0 && bins[TEMPLATES] === UNTOLD;

const INSTRUMENT = binAt('instrument');
const ON_CARD_OF_CAMPAIGN = 2;

/**
 * An account as it teaches: a card of the core is the campaign's, whoever else is on it. That it is on its own card says
 * nothing of the account itself.
 */
export const teaching = (profile: Profile): Binned =>
  profile.isOnOwnCard ? { ...profile, bins: profile.bins.with(INSTRUMENT, ON_CARD_OF_CAMPAIGN) } : profile;

/** An account of the case of which neither the usage nor the account files know anything. */
export const unheardOf = (accountId: string): Profile => ({
  accountId,
  bins: TRAITS.map(() => UNTOLD),
  accounts: 1,
  isInCore: false,
  isInside: true,
  contract: '',
  org: '',
  seats: 0,
  createdAt: null,
  isProtected: false,
  isMember: false,
  isOnOwnCard: false,
  instrument: null,
  exchanges: 0,
  campaignExchanges: 0,
  campaignFamilies: 0,
  tiedNetworkExchanges: 0,
  tiedFingerprintExchanges: 0,
  scheduledExchanges: 0,
});
