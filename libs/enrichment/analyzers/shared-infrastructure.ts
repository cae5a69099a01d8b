import { type AnalyzerContext, defineAnalyzer } from '../analyzer';
import type { AccountSuggestion, AccountVerdict } from '../evidence-rows';
import { type AccountFacts, sharedWithRunners } from '../sharing/account-facts';
import { suggest } from '../sharing/account-suggestion';
import type { JudgedFamily, Population } from '../sharing/campaign-families';
import { familiesOfCase } from '../sharing/family-queries';
import { type SharedThing, ties } from '../sharing/shared-thing';
import * as sql from '../sharing/sharing-queries';

const RULES = {
  /** A template that occurs once ties nobody. */
  repeats: 2,
  ownersAtLeast: 3,
  liftAtLeast: 10,
  outsideAtMost: 0.05,
};

/** Families, ties and candidates that the result lists; all are counted. */
const MOST_LISTED = 100;

/**
 * Finds what the accounts of the case have in common that others do not: first near-duplicate prompt templates, then
 * payment instruments, networks and client fingerprints, each weighted by how rare it is.
 */
export const sharedInfrastructure = defineAnalyzer({
  name: 'shared-infrastructure',
  version: 2,
  question:
    'What do the accounts of the case share that others do not, and which of them belong to the campaign?',
  defaults: RULES,
  async run(context) {
    const { parameters, ask, freeze } = context;
    const used = await ask<Row<UsedThing>>(sql.SHARED_USE);
    const ofKind = (kind: sql.SharedKind): SharedThing[] =>
      used.filter((row) => row.kind === kind).map(thing);
    const { ownersInside, ownersOutside } = ofKind('population')[0] ?? NOBODY;
    const population = { ownersInside, ownersOutside };
    const { families, campaign, campaignSet } = await familiesOfCase(context, population, parameters);
    const onInstruments = (await ask<Row<SharedThing>>(sql.INSTRUMENTS)).map(thing);
    const instruments = ties(onInstruments, population, parameters);
    const networks = ties(ofKind('network'), population, parameters);
    const fingerprints = ties(ofKind('fingerprint'), population, parameters);
    const facts = await factsOf(context, {
      families: campaignSet,
      networks: await freeze(
        'networks',
        networks.map(({ key }) => key),
      ),
      fingerprints: await freeze(
        'fingerprints',
        fingerprints.map(({ key }) => key),
      ),
    });
    const shared = sharedWithRunners(facts);
    const rows = facts.map((fact, i) => suggest(fact, shared[i]!));
    const candidates = await ask<Row<Candidate>>(sql.CANDIDATES, { families: campaignSet });
    const listed = <T>(of: readonly T[]): { count: number; top: T[] } => ({
      count: of.length,
      top: of.slice(0, MOST_LISTED),
    });
    return {
      result: {
        population,
        families: {
          grouped: families.length,
          campaign: campaign.length,
          campaignSet,
          top: campaign.slice(0, MOST_LISTED).map(shown),
        },
        instruments: listed(instruments),
        networks: listed(networks),
        fingerprints: listed(fingerprints),
        suggestions: countBySuggestion(rows),
        candidates: listed(candidates.map(candidate)),
      },
      rows: { kind: 'account-verdicts', rows },
    };
  },
});

/** Rows as the engine sends them: 64-bit integers may be text. */
type Row<T> = { [K in keyof T]: T[K] extends number ? number | string : T[K] };

interface UsedThing extends SharedThing {
  kind: sql.SharedKind;
}

const NOBODY: Population = { ownersInside: 0, ownersOutside: 0 };

interface Candidate {
  accountId: string;
  exchanges: number;
  campaignExchanges: number;
}

/** Joins what the platform says of each account with what it did; in byte order of the ids. */
async function factsOf(
  { accounts, ask }: AnalyzerContext<unknown>,
  sets: Record<string, string>,
): Promise<AccountFacts[]> {
  type Subject = Pick<AccountFacts, 'accountId' | 'createdAt' | 'isProtected' | 'instrument'>;
  type Use = Omit<AccountFacts, 'createdAt' | 'isProtected' | 'instrument'>;
  const subjects = new Map((await ask<Row<Subject>>(sql.SUBJECTS)).map((row) => [row.accountId, row]));
  const uses = new Map((await ask<Row<Use>>(sql.ACCOUNT_USE, sets)).map((row) => [row.accountId, row]));
  return accounts.map((accountId) => {
    const subject = subjects.get(accountId);
    const use = uses.get(accountId);
    return {
      accountId,
      createdAt: subject ? Number(subject.createdAt) : null,
      isProtected: subject?.isProtected ?? false,
      instrument: subject?.instrument ?? null,
      exchanges: Number(use?.exchanges ?? 0),
      campaignExchanges: Number(use?.campaignExchanges ?? 0),
      campaignFamilies: Number(use?.campaignFamilies ?? 0),
      tiedNetworkExchanges: Number(use?.tiedNetworkExchanges ?? 0),
      tiedFingerprintExchanges: Number(use?.tiedFingerprintExchanges ?? 0),
    };
  });
}

function countBySuggestion(rows: readonly AccountVerdict[]): Record<AccountSuggestion, number> {
  const counts = { confirm: 0, clear: 0, review: 0 };
  for (const { suggestion } of rows) counts[suggestion] += 1;
  return counts;
}

const thing = (row: Row<SharedThing>): SharedThing => ({
  value: row.value,
  key: row.key,
  ownersInside: Number(row.ownersInside),
  ownersOutside: Number(row.ownersOutside),
});

const candidate = (row: Row<Candidate>): Candidate => ({
  accountId: row.accountId,
  exchanges: Number(row.exchanges),
  campaignExchanges: Number(row.campaignExchanges),
});

const shown = (family: JudgedFamily): Record<string, unknown> => ({
  leader: family.leader,
  variants: family.hashes.length,
  ownersInside: family.ownersInside,
  ownersOutside: family.ownersOutside,
  exchangesInside: family.exchangesInside,
  exchangesOutside: family.exchangesOutside,
  lift: family.lift,
});
