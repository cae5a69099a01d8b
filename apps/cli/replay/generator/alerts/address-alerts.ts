import { addressText, carrierExit, corporateExit, datacentreExit } from '../addresses';
import { fingerprintText } from '../fingerprints';
import { groupNamed } from '../groups';
import type { Population } from '../population';
import { BAN_DAY, CLUSTER, DAY_MS } from '../profile';
import { STREAM, draw, streamOf } from '../random';
import {
  type AlertDraft,
  MOST_ACCOUNTS,
  allUsedBy,
  dayStart,
  grouped,
  membersOf,
  usedCampaign,
} from './draft';

const FEWEST_ACCOUNTS = 9;

/**
 * What address-graph finds: accounts that come from one address. A mobile carrier's exit and a rented
 * server's neighbourhood hold innocents too; some of them are named.
 */
export function addressAlerts(population: Population): AlertDraft[] {
  const { accounts, lines, campaign } = population;
  const carrier = addressText(carrierExit(0));
  const rented = addressText(datacentreExit(CLUSTER.HY02, 0));
  const exits = grouped(
    usedCampaign(population).filter((account) => (lines.home[account] ?? 0) > 0),
    (account) => lines.home[account] ?? 0,
  );
  const mobile = membersOf(
    population,
    groupNamed('mobile_cgnat'),
    Math.max(1, Math.round(campaign * 0.0045)),
  );
  const office = membersOf(
    population,
    groupNamed('corporate_proxy'),
    Math.max(1, Math.round(campaign * 0.0018)),
  );
  const egress = [...new Set(office.map((_, i) => addressText(corporateExit(i % 12))))];
  const drafts = [...exits].flatMap(([exit, members]) => {
    const address = addressText(exit);
    const innocent = mobile.filter((account) => homeOf(population, account) === exit);
    const noted = address === carrier || address === rented;
    const before = members.filter((account) => (accounts.firstDay[account] ?? 0) < BAN_DAY);
    const after = members.filter((account) => (accounts.firstDay[account] ?? 0) >= BAN_DAY);
    const lists = noted ? [members] : [before, after].filter((list) => list.length >= FEWEST_ACCOUNTS);
    return lists.map((list, i) => {
      const neighbours = i > 0 ? [] : address === rented ? office : innocent;
      const named = [...list.slice(0, MOST_ACCOUNTS - neighbours.length), ...neighbours];
      return draftOf(population, named, address === rented ? [address, ...egress] : [address]);
    });
  });
  const enterprise = membersOf(population, groupNamed('enterprise'), 8);
  const shared = enterprise.filter(
    (account) => homeOf(population, account) === homeOf(population, enterprise[0] ?? 0),
  );
  const alone = draftOf(population, shared, [addressText(homeOf(population, enterprise[0] ?? 0))]);
  return [...drafts, { ...alone, fingerprints: [], confidence: 0.35 }];
}

/** Usual address of any account: its first line's. */
function homeOf({ lines, campaign, customersEnd }: Population, account: number): number {
  if (account < campaign) return lines.home[account] ?? 0;
  // Lines run in the order of the accounts, some with several keys.
  let low = customersEnd;
  let high = lines.count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines.account[middle] ?? 0) < account) low = middle + 1;
    else high = middle;
  }
  return lines.home[low] ?? 0;
}

function draftOf(
  population: Population,
  accounts: readonly number[],
  addresses: readonly string[],
): AlertDraft {
  const state = streamOf(population.seedKey, STREAM.alert, accounts[0] ?? 0, 4);
  const used = allUsedBy(population, accounts);
  const first = accounts.map((account) => population.accounts.firstDay[account] ?? 0);
  const detectedAt = dayStart(used + 1) + (draw(state, 0) % DAY_MS);
  const fingerprint = population.lines.fingerprint[accounts[0] ?? 0] ?? 0;
  return {
    detector: 'address-graph',
    type: 'distillation.shared-address',
    rule: 'accounts-per-address',
    title: `${accounts.length} accounts come from ${addresses.length === 1 ? 'one address' : 'one network'}`,
    description: `${accounts.length} accounts with different owners on record sent requests from ${addresses.slice(0, 3).join(', ')}.`,
    accounts,
    addresses,
    instruments: [],
    fingerprints: [fingerprintText(fingerprint)],
    templates: [],
    from: dayStart(Math.min(...first)),
    to: dayStart(used + 1),
    detectedAt,
    confidence: Math.min(0.85, 0.4 + accounts.length / 80),
  };
}
