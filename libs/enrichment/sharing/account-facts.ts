/** What is known of one account of the case when its evidence is weighed. */
export interface AccountFacts {
  accountId: string;
  /** Epoch ms; null when the snapshot has no account file that names it. */
  createdAt: number | null;
  /** On the platform's allow-list: security research, licensed distillation, an evaluation partner. */
  isProtected: boolean;
  instrument: string | null;
  exchanges: number;
  campaignExchanges: number;
  campaignFamilies: number;
  /** Exchanges from networks that tie the case's accounts. */
  tiedNetworkExchanges: number;
  /** Exchanges with client fingerprints that tie the case's accounts. */
  tiedFingerprintExchanges: number;
}

/** What an account shares with accounts that run campaign families. */
export interface SharedWithRunners {
  /** Other accounts of the case on the same payment instrument. */
  onInstrument: number;
  /** Of these, how many run campaign families. */
  runnersOnInstrument: number;
  /** Runners created within the burst window of this account. */
  runnersInBurst: number;
}

/** Two creations within this time belong to one burst, ms. */
export const BURST_MS = 20 * 60_000;

/** An account runs campaign families when a few exchanges are in them, or most of the little it did. */
export function isRunner({
  exchanges,
  campaignExchanges,
}: Pick<AccountFacts, 'exchanges' | 'campaignExchanges'>): boolean {
  return campaignExchanges >= 3 || (campaignExchanges > 0 && campaignExchanges * 2 >= exchanges);
}

/** Relates each account to the runners: by instrument, and by the time of creation. In the order of the input. */
export function sharedWithRunners(facts: readonly AccountFacts[]): SharedWithRunners[] {
  const onCard = new Map<string, { all: number; runners: number }>();
  for (const fact of facts) {
    if (fact.instrument === null) continue;
    const card = onCard.get(fact.instrument) ?? { all: 0, runners: 0 };
    card.all += 1;
    card.runners += isRunner(fact) ? 1 : 0;
    onCard.set(fact.instrument, card);
  }
  const created = facts
    .filter(isRunner)
    .flatMap(({ createdAt }) => (createdAt === null ? [] : [createdAt]))
    .sort((a, b) => a - b);
  return facts.map((fact) => {
    const self = isRunner(fact) ? 1 : 0;
    const card = fact.instrument === null ? undefined : onCard.get(fact.instrument);
    const near =
      fact.createdAt === null
        ? 0
        : firstAfter(created, fact.createdAt + BURST_MS) -
          firstAfter(created, fact.createdAt - BURST_MS - 1) -
          self;
    return {
      onInstrument: card ? card.all - 1 : 0,
      runnersOnInstrument: card ? card.runners - self : 0,
      runnersInBurst: near,
    };
  });
}

/** How many of the sorted instants are at or before `limit`. */
function firstAfter(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
