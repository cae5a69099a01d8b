import { defineAnalyzer } from '../analyzer';
import * as sql from '../clustering/cluster-queries';
import { clusters as clustersOf } from '../clustering/clusters';
import { type AccountThings, type Thing, THING_KINDS } from '../clustering/things';

interface ThingRow {
  accountId: string;
  kind: number;
  exchanges: number | string;
  /** The things that it used most, and the exchanges with each. */
  things: string[];
  counts: number[];
}

interface RecordRow {
  accountId: string;
  instrument: string;
}

/** Clusters that the result lists; all are kept as rows. */
const MOST_LISTED = 100;

/** Divides the campaign's accounts, in the case and outside it, into clusters, and shows which are tied to each other. */
export const clusters = defineAnalyzer({
  name: 'clusters',
  version: 2,
  question: 'Which clusters do the accounts of the campaign form, and what ties these to each other?',
  defaults: {},
  needs: ['shared-infrastructure', 'membership'],
  async run({ accounts: subjects, ask, resultOf }) {
    const shared = resultOf('shared-infrastructure') as {
      families: { campaignSet: string };
      networks: { set: string };
    };
    const { members } = resultOf('membership') as { members: { set: string } };
    const [used, records] = await Promise.all([
      ask<ThingRow>(sql.MEMBER_THINGS, {
        members: members.set,
        families: shared.families.campaignSet,
        networks: shared.networks.set,
      }),
      ask<RecordRow>(sql.MEMBER_RECORDS, { members: members.set }),
    ]);
    const { things, accounts } = assembled(used, records, new Set(subjects));
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

/** Numbers the things in order of kind and value, and joins what each account used with its record. */
function assembled(
  used: readonly ThingRow[],
  records: readonly RecordRow[],
  subjects: ReadonlySet<string>,
): { things: Thing[]; accounts: AccountThings[] } {
  const byKind = THING_KINDS.map(() => new Set<string>());
  for (const { kind, things: values } of used) for (const value of values) byKind[kind - 1]!.add(value);
  const things: Thing[] = [];
  const numbers = THING_KINDS.map((kind, i) => {
    const ofKind = new Map<string, number>();
    for (const value of [...byKind[i]!].sort()) ofKind.set(value, things.push({ kind, value }) - 1);
    return ofKind;
  });
  const byAccount = new Map<string, { exchanges: number; uses: [number, number][] }>();
  for (const { accountId, kind, exchanges, things: values, counts } of used) {
    const own = byAccount.get(accountId) ?? { exchanges: Number(exchanges), uses: [] };
    values.forEach((value, i) => own.uses.push([numbers[kind - 1]!.get(value)!, counts[i]!]));
    byAccount.set(accountId, own);
  }
  const recorded = new Map(records.map((row) => [row.accountId, row]));
  const ids = [...new Set([...byAccount.keys(), ...recorded.keys()])].sort();
  return {
    things,
    accounts: ids.map((accountId) => {
      const { exchanges, uses } = byAccount.get(accountId) ?? { exchanges: 0, uses: [] };
      const sorted = uses.sort(([a], [b]) => a - b);
      return {
        accountId,
        inCase: subjects.has(accountId),
        exchanges,
        things: sorted.map(([thing]) => thing),
        counts: sorted.map(([, n]) => n),
        instrument: recorded.get(accountId)?.instrument || null,
      };
    }),
  };
}
