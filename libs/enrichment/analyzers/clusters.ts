import { setImmediate as nextTurn } from 'node:timers/promises';
import { defineAnalyzer } from '../analyzer';
import * as sql from '../clustering/cluster-queries';
import { clusters as clustersOf } from '../clustering/clusters';
import { type AccountThings, type Thing, THING_KINDS } from '../clustering/things';

/** The things that a member used most, and the exchanges with each. */
interface ThingRow {
  accountId: string;
  exchanges: number | string;
  families: number[];
  familyCounts: number[];
  networks: number[];
  networkCounts: number[];
}

interface RecordRow {
  accountId: string;
  instrument: string;
  created: number | string;
  isInBurst: number | string;
}

/** Clusters that the result lists; all are kept as rows. */
const MOST_LISTED = 100;

/** Divides the campaign's accounts, in the case and outside it, into clusters, and shows which are tied to each other. */
export const clusters = defineAnalyzer({
  name: 'clusters',
  version: 6,
  question: 'Which clusters do the accounts of the campaign form, and what ties these to each other?',
  defaults: {},
  needs: ['membership'],
  async run({ accounts: subjects, ask, resultOf }) {
    const { members, shared } = resultOf('membership') as {
      members: { set: string };
      shared: { usesSet: string; networks: string; bursts: number[] };
    };
    const networks = { networks: shared.networks };
    const [used, texts, records] = await Promise.all([
      ask<ThingRow>(sql.MEMBER_THINGS, {
        members: members.set,
        templateUses: shared.usesSet,
        ...networks,
      }),
      ask<{ text: string }>(sql.NETWORK_TEXTS, networks),
      ask<RecordRow>(sql.MEMBER_RECORDS, { members: members.set, bursts: shared.bursts }),
    ]);
    const { things, accounts } = assembled(
      used.map((row) => usesOf(row, texts)),
      records,
      new Set(subjects),
    );
    await nextTurn();
    const found = clustersOf(things, accounts);
    return {
      result: {
        accounts: accounts.length,
        clustered: found.members.length,
        stragglers: accounts.length - found.members.length,
        clusters: { count: found.clusters.length, top: found.clusters.slice(0, MOST_LISTED) },
      },
      rows: [
        { kind: 'clusters', rows: found.clusters },
        { kind: 'cluster-members', rows: found.members },
      ],
    };
  },
});

/** What one account used, in the order of `THING_KINDS`. */
interface Uses {
  accountId: string;
  exchanges: number;
  byKind: { things: string[]; counts: number[] }[];
}

const usesOf = (row: ThingRow, networks: readonly { text: string }[]): Uses => ({
  accountId: row.accountId,
  exchanges: Number(row.exchanges),
  byKind: [
    { things: row.families.map(String), counts: row.familyCounts },
    { things: row.networks.map((number) => networks[number - 1]!.text), counts: row.networkCounts },
  ],
});

/** Numbers the things in order of kind and value, and joins what each account used with its record. */
function assembled(
  used: readonly Uses[],
  records: readonly RecordRow[],
  subjects: ReadonlySet<string>,
): { things: Thing[]; accounts: AccountThings[] } {
  const values = THING_KINDS.map(() => new Set<string>());
  for (const { byKind } of used)
    byKind.forEach(({ things }, kind) => things.forEach((value) => values[kind]!.add(value)));
  const things: Thing[] = [];
  const numbers = THING_KINDS.map((kind, i) => {
    const ofKind = new Map<string, number>();
    for (const value of [...values[i]!].sort()) ofKind.set(value, things.push({ kind, value }) - 1);
    return ofKind;
  });
  const recorded = new Map(records.map((row) => [row.accountId, row]));
  return {
    things,
    accounts: used.map(({ accountId, exchanges, byKind }) => {
      const uses = byKind
        .flatMap((of, kind) =>
          of.things.map((value, i) => [numbers[kind]!.get(value)!, of.counts[i]!] as const),
        )
        .sort(([a], [b]) => a - b);
      const record = recorded.get(accountId);
      return {
        accountId,
        inCase: subjects.has(accountId),
        exchanges,
        things: uses.map(([thing]) => thing),
        counts: uses.map(([, n]) => n),
        instrument: record?.instrument || null,
        burst: record && Number(record.isInBurst) === 1 ? Number(record.created) : null,
      };
    }),
  };
}
