import fc from 'fast-check';
import { clusters } from './clusters';
import { communities } from './communities';
import type { AccountThings, Thing } from './things';

/** Things 0 to 3 are of the first operator, 4 to 7 of the second, 8 is everybody's. */
const THINGS: Thing[] = Array.from({ length: 9 }, (_, i) => ({
  kind: i % 2 === 0 ? 'prompts' : 'network',
  value: `thing-${i}`,
}));

const account = (
  i: number,
  things: number[],
  instrument: string | null = null,
  burst: number | null = null,
): AccountThings => ({
  accountId: `acct-${String(i).padStart(3, '0')}`,
  inCase: i % 2 === 0,
  exchanges: 100,
  things,
  counts: things.map(() => 10),
  instrument,
  burst,
});

const FIRST = Array.from({ length: 30 }, (_, i) => account(i, [0, 1, 2, 3, 8], i < 3 ? 'card-1' : null));
const SECOND = Array.from({ length: 20 }, (_, i) =>
  account(100 + i, [4, 5, 6, 7, 8], i === 0 ? 'card-1' : i < 3 ? 'card-2' : null),
);
const IDLE = account(200, [], 'card-2');
const STRAGGLER = account(201, [8]);

describe('Clusters of a campaign', () => {
  const found = clusters(THINGS, [...FIRST, ...SECOND, IDLE, STRAGGLER]);
  const numberOf = (id: string): number | undefined =>
    found.members.find(({ accountId }) => accountId === id)?.number;

  it('go by what belongs together, not by what everybody has; the largest is the first', () => {
    expect(found.clusters.map(({ number, accounts }) => [number, accounts])).toEqual([
      [1, 30],
      [2, 21],
    ]);
    expect(FIRST.every(({ accountId }) => numberOf(accountId) === 1)).toBe(true);
    expect(SECOND.every(({ accountId }) => numberOf(accountId) === 2)).toBe(true);
    expect(found.clusters[0]!.evidence).toEqual(['network', 'prompts']);
  });

  it('take up who is only on the card of one, and leave who has nothing of its own', () => {
    expect(numberOf(IDLE.accountId)).toBe(2);
    expect(found.members.find(({ accountId }) => accountId === IDLE.accountId)!.because).toEqual([
      'In because its payment instrument pays for 2 other accounts of this cluster.',
    ]);
    expect(numberOf(STRAGGLER.accountId)).toBeUndefined();
  });

  it('are those whom cards and bursts lead to from one to the next, where nothing else places them', () => {
    // Three on the first card, of whom one came in a burst with one of the second card; two on a third, and a loner.
    const chain = [
      account(1, [], 'card-a'),
      account(2, [], 'card-a'),
      account(3, [], 'card-a', 700),
      account(4, [], 'card-b', 700),
      account(5, [], 'card-b'),
      account(6, [], 'card-c', 701),
      account(7, [], 'card-c'),
      account(8, [], 'card-d', 702),
    ];
    const { clusters: made, members } = clusters(THINGS, chain);
    expect(made).toMatchObject([
      { number: 1, accounts: 5, evidence: ['payment'], bridges: [] },
      { number: 2, accounts: 2, evidence: ['payment'], bridges: [] },
    ]);
    expect(members.map(({ number }) => number)).toEqual([1, 1, 1, 1, 1, 2, 2]);
    expect(members[2]).toMatchObject({
      evidence: ['lifecycle', 'payment'],
      because: [
        'In because its payment instrument pays for 2 other accounts of this cluster.',
        'In because it was created in a burst with 1 other account of this cluster.',
      ],
    });
  });

  it('are one where each account has some of what all share, and nothing divides them', () => {
    // Every pair of eight things as often as any other.
    const pairs = Array.from({ length: 8 }, (_, a) => Array.from({ length: a }, (__, b) => [b, a])).flat();
    const alike = pairs.flatMap((pair, i) => [account(i, pair), account(100 + i, pair)]);
    const loner = account(200, [8]);
    const one = clusters(THINGS, [...alike, loner]);
    expect(one.clusters).toMatchObject([{ number: 1, accounts: 56, evidence: ['network', 'prompts'] }]);
    expect(one.clusters[0]!.because).toContain('None of these go together: nothing divides it further.');
    expect(one.members.some(({ accountId }) => accountId === loner.accountId)).toBe(false);
    expect(one.members[0]).toMatchObject({ number: 1, strength: 1, evidence: ['network', 'prompts'] });
  });

  it('are not made of rare networks that meet by chance, since of so many pairs some do', () => {
    // Each of 300 accounts comes from eight of 900 addresses of a proxy, picked by lot.
    const networks = Array.from({ length: 900 }, (_, i): Thing => ({
      kind: 'network',
      value: `network-${i}`,
    }));
    let state = 7;
    const pick = (n: number): number =>
      Math.floor(((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) * n);
    const accounts = Array.from({ length: 300 }, (_, i) =>
      account(
        i,
        [...new Set(Array.from({ length: 8 }, () => pick(900)))].sort((a, b) => a - b),
      ),
    );
    const { clusters: made } = clusters(networks, accounts);
    expect(made.map((cluster) => cluster.accounts)).toEqual([300]);
  });

  it('are bridged by a card that pays for both', () => {
    expect(found.clusters.map(({ bridges }) => bridges)).toEqual([
      [{ to: 2, instruments: 1, accounts: 4 }],
      [{ to: 1, instruments: 1, accounts: 4 }],
    ]);
  });

  it('are bridged by who comes from the networks of one alone, though it runs the prompts of the other', () => {
    const bridgesWith = (networks: number[]): number[] => {
      const between = { ...account(300, [0, 2, 4, ...networks], 'card-3') };
      const counts = [9, 9, 2, ...networks.map(() => 10)];
      const first = FIRST.map((each, i) =>
        i === 9 ? { ...each, instrument: 'card-3' } : { ...each, instrument: null },
      );
      return clusters(THINGS, [...first, ...SECOND, { ...between, counts }]).clusters.map(
        ({ bridges }) => bridges.length,
      );
    };
    expect(bridgesWith([5, 7])).toEqual([1, 1]);
    expect(bridgesWith([1, 5, 7])).toEqual([0, 0]);
  });

  it('are the same whatever the order of the input', () => {
    const all = [...FIRST, ...SECOND, IDLE, STRAGGLER];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(clusters(THINGS, shuffled)).toEqual(found);
      }),
      { numRuns: 20 },
    );
  });
});

describe('Communities of a graph', () => {
  it('are its dense parts', () => {
    const clique = (from: number) =>
      [0, 1, 2, 3].flatMap((a) =>
        [0, 1, 2, 3].filter((b) => b > a).map((b) => ({ a: from + a, b: from + b, weight: 1 })),
      );
    const edges = [...clique(0), ...clique(4), { a: 0, b: 4, weight: 0.5 }];
    expect(communities(9, edges)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2]);
  });

  it('puts every node into one group', () => {
    const graph = fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.double({ min: 0.1, max: 1, noNaN: true })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(graph, (drawn) => {
        const pairs = new Map(
          drawn.filter(([a, b]) => a < b).map(([a, b, weight]) => [`${a}/${b}`, { a, b, weight }]),
        );
        const groups = communities(10, [...pairs.values()]);
        expect(groups).toHaveLength(10);
        // Whoever has no neighbour is alone.
        const tied = new Set([...pairs.values()].flatMap(({ a, b }) => [a, b]));
        groups.forEach((group, node) => {
          if (!tied.has(node)) expect(groups.filter((each) => each === group)).toHaveLength(1);
        });
      }),
    );
  });
});
