import { addressText, carrierExit, officeAddress } from '../addresses';
import { groupNamed } from '../groups';
import { NONE, type Population, isUsed } from '../population';
import { CLUSTER, DAY_MS } from '../profile';
import { STREAM, draw, streamOf } from '../random';
import { type AlertDraft, MOST_ACCOUNTS, allUsedBy, cardsOf, dayStart, grouped, membersOf } from './draft';

/** A card with fewer accounts is not worth an alert of its own. */
const FEWEST_ON_CARD = 9;
const FEWEST_IN_BURST = 12;
const BURST_MS = 20 * 60_000;
/** 23 April: the detector looks back on what was created before the campaign began. */
const FIRST_LOOK = dayStart(1);

/**
 * What payment-graph finds: accounts on one card, and accounts created in one burst. Its alerts name every
 * campaign account that was never used, beside used ones.
 */
export function paymentAlerts(population: Population): AlertDraft[] {
  const { accounts, campaign } = population;
  const members = Array.from({ length: campaign }, (_, account) => account);
  const paying = members.filter((account) => accounts.instrument[account] !== NONE);
  const cards = [...grouped(paying, (account) => accounts.instrument[account] ?? NONE).values()].filter(
    (onCard) =>
      onCard.length >= FEWEST_ON_CARD ||
      onCard.some((account) => !isUsed(population, account)) ||
      new Set(onCard.map((account) => accounts.group[account] === CLUSTER.LABD)).size > 1,
  );
  return [
    ...cards.map((onCard) => cardAlert(population, onCard, [])),
    ...bursts(population, members).map((burst) => burstAlert(population, burst, [])),
    ...innocents(population),
  ];
}

/** Accounts of a cluster that were created within 20 minutes of the first of them. */
function bursts({ accounts }: Population, members: readonly number[]): number[][] {
  const created = (account: number) => accounts.createdAt[account] ?? 0;
  return [...grouped(members, (account) => accounts.group[account] ?? 0).values()].flatMap((cluster) => {
    const sorted = [...cluster].sort((a, b) => created(a) - created(b) || a - b);
    const lists: number[][] = [];
    for (const account of sorted) {
      const last = lists[lists.length - 1];
      const first = last?.[0];
      const joins = first !== undefined && created(account) - created(first) <= BURST_MS;
      if (last && joins && last.length < MOST_ACCOUNTS) last.push(account);
      else lists.push([account]);
    }
    return lists.filter((list) => list.length >= FEWEST_IN_BURST);
  });
}

/**
 * The agency pays for its clients with one card, and some of its people share a mobile carrier's exit with
 * the campaign's proxies; the hackathon and the university class have nothing to do with either.
 */
function innocents(population: Population): AlertDraft[] {
  const few = (share: number, least: number, most: number) =>
    Math.min(most, Math.max(least, Math.round(population.campaign * share)));
  const agency = membersOf(population, groupNamed('agency_card'), few(0.002, 1, 120));
  const hackathon = membersOf(population, groupNamed('hackathon_burst'), few(0.0012, 2, 120));
  const university = membersOf(population, groupNamed('university_class'), few(0.0012, 2, 120));
  return [
    cardAlert(population, agency, [addressText(carrierExit(0))]),
    burstAlert(population, hackathon, [addressText(officeAddress(0xf001))]),
    burstAlert(population, university, [addressText(officeAddress(0xf101))]),
  ];
}

function cardAlert(
  population: Population,
  accounts: readonly number[],
  addresses: readonly string[],
): AlertDraft {
  const { createdAt } = population.accounts;
  const detectedAt = detection(population, accounts);
  return {
    ...COMMON,
    type: 'distillation.shared-instrument',
    rule: 'accounts-per-instrument',
    title: `One payment instrument pays for ${accounts.length} accounts`,
    description: `${accounts.length} accounts with different owners on record are paid with the same instrument.`,
    accounts,
    addresses,
    instruments: cardsOf(population, accounts),
    from: Math.min(...accounts.map((account) => createdAt[account] ?? 0)),
    to: detectedAt - 600_000,
    detectedAt,
    confidence: Math.min(0.92, 0.5 + accounts.length / 120),
  };
}

function burstAlert(
  population: Population,
  accounts: readonly number[],
  addresses: readonly string[],
): AlertDraft {
  const created = accounts.map((account) => population.accounts.createdAt[account] ?? 0);
  const state = streamOf(population.seedKey, STREAM.alert, accounts[0] ?? 0, 3);
  const to = Math.max(...created);
  return {
    ...COMMON,
    type: 'distillation.account-burst',
    rule: 'account-creation-rate',
    title: `${accounts.length} accounts created in one burst`,
    description: `${accounts.length} accounts were created in a burst, from one generator of names.`,
    accounts,
    addresses,
    instruments: cardsOf(population, accounts),
    from: Math.min(...created),
    to,
    detectedAt: Math.max(to + 3_600_000, FIRST_LOOK) + (draw(state, 0) % (DAY_MS / 2)),
    confidence: Math.min(0.9, 0.45 + accounts.length / 500),
  };
}

const COMMON = { detector: 'payment-graph', fingerprints: [], templates: [] } as const;

function detection(population: Population, accounts: readonly number[]): number {
  const state = streamOf(population.seedKey, STREAM.alert, accounts[0] ?? 0, 2);
  return dayStart(allUsedBy(population, accounts) + 1) + (draw(state, 0) % DAY_MS);
}
