import type { ScaledProfile } from './profile';
import type { Families } from './templates';
import type { Variant } from './variants';

/** No organisation, no instrument. */
export const NONE = -1;
/** What the platform says of an account: the index into the accounts file's words. */
export const STATUSES = ['active', 'suspended', 'banned'] as const;

/**
 * The accounts of the platform, campaign first, as columns (225,000 rows at full size). Days are counted
 * from 22 April; an account whose last day is before its first was never used.
 */
export interface Accounts {
  group: Uint8Array;
  /** Epoch ms. */
  createdAt: Float64Array;
  org: Int32Array;
  instrument: Int32Array;
  country: Uint8Array;
  firstDay: Int8Array;
  lastDay: Int8Array;
  status: Uint8Array;
  count: number;
}

/**
 * Lines of traffic: one API key on one account. The campaign's lines come first and have their account's
 * number, then the lines of the mixed reseller's customers, then everybody else's.
 */
export interface Lines {
  account: Uint32Array;
  /** Expected traffic, relative within the campaign and within the customers; requests for the others. */
  weight: Float64Array;
  /** The most successful requests of one day. */
  cap: Uint16Array;
  /** The day on which the line is sure to send one request, or -1. */
  reserved: Int8Array;
  firstDay: Int8Array;
  lastDay: Int8Array;
  /** Hours from UTC of the user's day. */
  zone: Int8Array;
  /** The line's usual address; the first request of a day comes from it. */
  home: Uint32Array;
  fingerprint: Uint8Array;
  /** Key of the line's private templates; lines of one organisation may share it. */
  templateKey: Uint32Array;
  /** Campaign: the family of the first request of a day. */
  signature: Uint16Array;
  count: number;
}

/** Everything that a seed and a scale decide, short of the requests. */
export interface Population {
  readonly seedKey: number;
  readonly profile: ScaledProfile;
  /** How the campaign is run. */
  readonly variant: Variant;
  readonly families: Families;
  readonly accounts: Accounts;
  readonly lines: Lines;
  /** Campaign accounts; they are also the numbers below this one, and so are their lines. */
  readonly campaign: number;
  /** Lines of customers: from `campaign` up to here, exclusive. */
  readonly customersEnd: number;
  /** Seats of each organisation, by its number. */
  readonly orgSeats: number[];
  /** Instruments given out so far; a number below `campaignInstruments` is the campaign's. */
  instruments: number;
  campaignInstruments: number;
  /** First account of each cluster and of each group: there, active and paying throughout. */
  readonly anchors: Int32Array;
  /** Mobile carriers' addresses in play. */
  readonly carrierExits: number;
}

/** Whether an account has traffic of its own. */
export function isUsed({ accounts }: Population, account: number): boolean {
  return (accounts.lastDay[account] ?? -1) >= (accounts.firstDay[account] ?? 0);
}
