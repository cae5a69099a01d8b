import { buildPopulation } from '../build-population';
import { planDay, dayTotals } from '../day-plan';
import { accountId, instrumentId } from '../identifiers';
import { type Population, isUsed } from '../population';
import { CLUSTER, DAYS } from '../profile';
import { RequestMaker } from '../request';
import { templateAlerts } from './template-alerts';
import { addressAlerts } from './address-alerts';
import { type Sending, sendings } from './sending';

interface Message {
  readonly ref: string;
  readonly accounts: string[];
  readonly nodes: string[];
}

/** Accounts, addresses and instruments of one message in either format. */
function parse(line: string): Message {
  const body = JSON.parse(line) as {
    sourceRef?: string;
    finding_info?: { uid: string };
    resources?: { type: string; uid: string }[];
    observables?: { name: string; value: string }[];
    subjects?: { accounts: string[]; addresses: string[]; instruments: string[] };
  };
  const accounts =
    body.subjects?.accounts ?? (body.resources ?? []).filter((r) => r.type === 'account').map((r) => r.uid);
  const others = body.subjects
    ? [...body.subjects.addresses, ...body.subjects.instruments]
    : [
        ...(body.resources ?? []).filter((r) => r.type !== 'account').map((r) => r.uid),
        ...(body.observables ?? []).filter((o) => o.name === 'ip').map((o) => o.value),
      ];
  return { ref: body.sourceRef ?? body.finding_info?.uid ?? '', accounts, nodes: [...accounts, ...others] };
}

function latest(lists: readonly Sending[]): Message[] {
  const byRef = new Map<string, Message>();
  for (const line of lists.flatMap(({ lines }) => lines)) {
    const message = parse(line);
    byRef.set(message.ref, message);
  }
  return [...byRef.values()];
}

/** Alerts joined by what they share. */
function components(messages: readonly Message[]): Message[][] {
  const parent = new Map<string, string>();
  const find = (node: string): string => {
    const above = parent.get(node) ?? node;
    if (above === node) return node;
    const root = find(above);
    parent.set(node, root);
    return root;
  };
  for (const { nodes } of messages) nodes.forEach((node) => parent.set(find(node), find(nodes[0] ?? node)));
  const lists = new Map<string, Message[]>();
  for (const message of messages) {
    const root = find(message.nodes[0] ?? message.ref);
    lists.set(root, [...(lists.get(root) ?? []), message]);
  }
  return [...lists.values()].sort((a, b) => b.length - a.length);
}

const campaignOf = (population: Population) =>
  new Map(Array.from({ length: population.campaign }, (_, a) => [accountId(population, a), a]));

describe.each([
  [45, 0.001],
  [46, 0.001],
  [47, 0.0005],
  [45, 0.01],
  [48, 0.03],
])('the alerts of seed %d at scale %d', (seed, scale) => {
  const population = buildPopulation(seed, scale);
  const { sendings: lists, counts } = sendings(population);
  const messages = latest(lists);
  const campaign = campaignOf(population);

  it('name every campaign account, and few innocents', () => {
    const named = new Set(messages.flatMap(({ accounts }) => accounts));
    expect([...campaign.keys()].filter((id) => !named.has(id))).toEqual([]);
    const innocents = [...named].filter((id) => !campaign.has(id)).length;
    expect(innocents).toBeGreaterThan(0);
    expect(innocents).toBeLessThan(16 + 0.02 * campaign.size);
    expect(Math.max(...messages.map(({ accounts }) => accounts.length))).toBeLessThanOrEqual(200);
  });

  it('hang together wherever they name the campaign, and stand alone where they do not', () => {
    const isGuilty = (list: Message[]) =>
      list.some(({ accounts }) => accounts.some((id) => campaign.has(id)));
    const all = components(messages);
    expect(all.filter(isGuilty)).toHaveLength(1);
    expect(all.filter((list) => !isGuilty(list)).length).toBeGreaterThanOrEqual(4);
  });

  it('are repeated and revised as counted', () => {
    const lines = lists.flatMap((list) => list.lines);
    expect(lines).toHaveLength(counts.sent);
    expect(messages).toHaveLength(counts.created);
    expect(new Set(lines).size).toBe(counts.created + counts.revised);
    expect(counts.sent).toBe(counts.created + counts.repeated + counts.revised);
    expect(counts.repeated / counts.created).toBeCloseTo(0.12, 1);
    expect(counts.revised).toBeGreaterThan(0);
  });

  it('tie LAB-D to HY-01 by a card that pays for both', () => {
    const { group } = population.accounts;
    const cardsIn = (cluster: number) =>
      [...campaign.values()].filter((a) => group[a] === cluster).map((a) => instrumentId(population, a));
    if (population.profile.clusterAccounts[CLUSTER.LABD] === 0) return;
    const shared = cardsIn(CLUSTER.LABD).find((card) => card !== '' && cardsIn(CLUSTER.HY01).includes(card));
    expect(lists.flatMap(({ lines }) => lines).some((line) => line.includes(`"${shared}"`))).toBe(true);
  });

  it('leave an innocent no card of the campaign, and an unused account none but that of a used one', () => {
    const used = new Set<string>();
    const all = new Set<string>();
    for (const account of campaign.values()) {
      const card = instrumentId(population, account);
      if (card !== '') all.add(card);
      if (isUsed(population, account)) used.add(card);
    }
    for (const account of campaign.values()) {
      if (!isUsed(population, account)) expect(used.has(instrumentId(population, account))).toBe(true);
    }
    for (let account = population.campaign; account < population.accounts.count; account++) {
      expect(all.has(instrumentId(population, account))).toBe(false);
    }
  });
});

describe('what an alert says', () => {
  const population = buildPopulation(45, 0.01);
  const totals = dayTotals(population);
  const families = new Map<number, Set<number>>();
  const addresses = new Map<number, Set<number>>();

  beforeAll(() => {
    for (let day = 0; day < DAYS; day++) {
      const plan = planDay(
        population,
        totals[day] ?? { campaign: 0, customers: 0, others: 0, failures: 0 },
        day,
      );
      const maker = new RequestMaker(population, day);
      for (let row = 0; row < plan.campaign; row++) {
        const line = plan.line[row] ?? 0;
        maker.make(line, plan.ordinal[row] ?? 0, row, Math.floor((plan.order[0] ?? 0) / 2 ** 24));
        add(families, line, nearest(maker.request.templateHigh, maker.request.templateLow));
        add(addresses, line, maker.request.address);
      }
    }
  });

  it('can be found in the requests: the accounts used the template, and came from the address', () => {
    const centre = (text: string) => BigInt(text);
    let checked = 0;
    for (const draft of templateAlerts(population)) {
      const wanted = centre(draft.templates[0] ?? '0');
      for (const account of draft.accounts) {
        if (account >= population.campaign) continue;
        const family = nearest(Number(wanted >> 32n), Number(wanted & 0xffffffffn));
        if (!families.get(account)?.has(family))
          throw new Error(`${account} never used ${draft.templates[0]}`);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(200);
    for (const draft of addressAlerts(population)) {
      for (const account of draft.accounts) {
        if (account >= population.campaign) continue;
        const from = [...(addresses.get(account) ?? [])].map((a) =>
          [24, 16, 8, 0].map((s) => (a >>> s) & 255).join('.'),
        );
        expect(draft.addresses.some((address) => from.includes(address))).toBe(true);
      }
    }
  });

  const cache = new Map<number, number>();
  function nearest(high: number, low: number): number {
    const key = high * 2 ** 20 + (low & 0xfffff);
    const before = cache.get(key);
    if (before !== undefined) return before;
    const { high: highs, low: lows } = population.families;
    const found = highs.findIndex((h, f) => bits(h ^ high) + bits((lows[f] ?? 0) ^ low) <= 3);
    cache.set(key, found);
    return found;
  }
});

function add(map: Map<number, Set<number>>, key: number, value: number): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) {
    count++;
  }
  return count;
}
