import { addressText } from '../addresses';
import { instrumentId } from '../identifiers';
import { type Population, isUsed } from '../population';
import { DAY_MS, WINDOW_START } from '../profile';

/** The detectors of the replay; each has a file of what it sends. */
export type Detector = 'template-watch' | 'payment-graph' | 'address-graph';

/** The most accounts of one alert. */
export const MOST_ACCOUNTS = 200;

/** What a detector has to say once, before it is put into the detector's own format. */
export interface AlertDraft {
  readonly detector: Detector;
  readonly type: string;
  readonly rule: string;
  readonly title: string;
  readonly description: string;
  /** Account numbers. */
  readonly accounts: readonly number[];
  readonly addresses: readonly string[];
  readonly instruments: readonly string[];
  readonly fingerprints: readonly string[];
  readonly templates: readonly string[];
  /** Epoch ms: the time that the alert is about, and its detection. */
  readonly from: number;
  readonly to: number;
  readonly detectedAt: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Beginning of a day of the window, epoch ms. */
export function dayStart(day: number): number {
  return WINDOW_START + day * DAY_MS;
}

/** First day on which all the given accounts have been used. */
export function allUsedBy({ accounts }: Population, members: readonly number[]): number {
  return members.reduce((day, account) => Math.max(day, accounts.firstDay[account] ?? 0), 0);
}

/** The cards of some accounts, each once, at most twenty. */
export function cardsOf(population: Population, members: readonly number[]): string[] {
  return [...new Set(members.map((account) => instrumentId(population, account)))]
    .filter(Boolean)
    .slice(0, 20);
}

/** The usual addresses of some accounts, each once, at most `most`. */
export function homesOf({ lines }: Population, members: readonly number[], most: number): string[] {
  const homes = members.map((account) => lines.home[account] ?? 0).filter((home) => home > 0);
  return [...new Set(homes)].slice(0, most).map(addressText);
}

/** Campaign accounts with traffic, by number. */
export function usedCampaign(population: Population): number[] {
  return Array.from({ length: population.campaign }, (_, i) => i).filter((account) =>
    isUsed(population, account),
  );
}

/** Accounts of a group, from its first one. */
export function membersOf({ accounts, anchors }: Population, group: number, most: number): number[] {
  const first = anchors[group] ?? -1;
  const members: number[] = [];
  for (
    let a = first;
    a >= 0 && a < accounts.count && accounts.group[a] === group && members.length < most;
    a++
  ) {
    members.push(a);
  }
  return members;
}

/** Lists of at most `size`, each beginning with the last of the one before: a detector names what it knew. */
export function overlapping(members: readonly number[], size: number): number[][] {
  const lists: number[][] = [];
  for (let from = 0; from === 0 || from < members.length - 1; from += size - 1) {
    lists.push(members.slice(from, from + size));
  }
  return lists;
}

/** Members by a key, in the order of first appearance. */
export function grouped(members: readonly number[], key: (account: number) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const account of members) {
    const group = groups.get(key(account));
    if (group) group.push(account);
    else groups.set(key(account), [account]);
  }
  return groups;
}
