import { NONE, type Population, isUsed } from './population';
import { CLUSTER, CLUSTERS } from './profile';
import { STREAM, below, streamOf, unit } from './random';

/** Accounts on the free trial or on gift credit: no instrument on record. */
const UNPAID = 0.26;
/** Accounts on one card: geometric, with this mean and this maximum. */
const MEAN_ACCOUNTS = 6.4;
const MOST_ACCOUNTS = 55;

/**
 * Gives the campaign's accounts their payment instruments: a card pays for accounts that were opened one
 * after the other; some LAB-D accounts are paid with cards of HY-01 (the bridge); an account that was
 * never used shares the card of one that was.
 */
export function giveInstruments(population: Population): void {
  const { accounts, profile } = population;
  const cardsOf = CLUSTERS.map(() => [] as number[]);
  let account = 0;
  CLUSTERS.forEach((_, cluster) => {
    const end = account + (profile.clusterAccounts[cluster] ?? 0);
    payWithCards(population, cluster, account, end, cardsOf);
    account = end;
  });
  for (let idle = 0; idle < population.campaign; idle++) {
    if (isUsed(population, idle)) continue;
    const cards = cardsOf[accounts.group[idle] ?? 0] ?? [];
    const state = streamOf(population.seedKey, STREAM.account, idle, 2);
    accounts.instrument[idle] = cards[below(state, 3, cards.length)] ?? NONE;
  }
  population.campaignInstruments = population.instruments;
}

function payWithCards(
  population: Population,
  cluster: number,
  from: number,
  to: number,
  cardsOf: number[][],
): void {
  const { accounts, profile } = population;
  const own = cardsOf[cluster] ?? [];
  const bridges =
    cluster === CLUSTER.LABD ? (cardsOf[CLUSTER.HY01] ?? []).slice(0, profile.bridgeInstruments) : [];
  const alone = cluster === CLUSTER.SING;
  let card = NONE;
  let room = 0;
  for (let account = from; account < to; account++) {
    if (!isUsed(population, account)) continue;
    const state = streamOf(population.seedKey, STREAM.account, account, 2);
    const kind = account === from || cluster === CLUSTER.LABD ? 1 : unit(state, 0);
    if (kind < UNPAID) continue;
    if (alone) {
      accounts.instrument[account] = population.instruments++;
      continue;
    }
    if (room === 0) {
      card = bridges[own.length] ?? population.instruments++;
      own.push(card);
      const drawn = 1 + Math.floor(Math.log(1 - unit(state, 1)) / Math.log(1 - 1 / MEAN_ACCOUNTS));
      room = Math.min(MOST_ACCOUNTS, drawn);
    }
    accounts.instrument[account] = card;
    room--;
  }
}
