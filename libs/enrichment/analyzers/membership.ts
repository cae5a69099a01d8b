import { CAPABILITIES } from '@app/usage';
import { type AnalyzerContext, defineAnalyzer } from '../analyzer';
import {
  ACCOUNT_SUGGESTIONS,
  type AccountVerdict,
  CANDIDATE_TIERS,
  type CandidateRow,
} from '../evidence-rows';
import { type EvidenceModel, learn, TRAITS, UNTOLD } from '../membership/evidence-model';
import { type CapabilityShare, leanings } from '../membership/leanings';
import { judgeCandidate, judgeSubject, type KnownOfAccount } from '../membership/judge-account';
import { kitOfEach, runnersOfFew, toolsAmong } from '../membership/kit-users';
import { type Profile, profilesOf } from '../membership/profile';
import { isAlike, unnamedOperators } from '../membership/unnamed-operators';
import { PROFILES } from '../membership/profile-queries';
import { sharedWithRunners } from '../sharing/account-facts';

/** Look-alikes that are kept, the likeliest first: they explain, nobody works through them. */
const MOST_LOOK_ALIKES = 5_000;

/**
 * Says which accounts belong to the campaign, in the case and outside it. It learns from the case itself how much each
 * trait tells, by how many times more common it is in the core than elsewhere; no threshold is a count.
 */
export const membership = defineAnalyzer({
  name: 'membership',
  version: 3,
  question: 'Which accounts of the case belong to the campaign, and which outside it do?',
  defaults: {},
  needs: ['capability-focus', 'shared-infrastructure', 'synchronised-timing', 'lifecycle'],
  gives: ['accounts', 'shares'],
  async run(context) {
    const { accounts, freeze } = context;
    const { params, hasFamilies, coreSize, kits, ofFew } = whatIsKnown(context);
    const { listed, others } = await profilesOf(context, PROFILES, params);
    const model = learn([...listed, ...others]);
    const tools = new Set(toolsAmong(await kitOfEach(context, kits), listed, model));
    const few = await runnersOfFew(context, ofFew);
    const knownOf = ({ accountId }: Profile): KnownOfAccount => ({
      hasFamilies,
      runsTool: tools.has(accountId),
      isOfFew: few.has(accountId),
    });
    const verdicts = judgeSubjects(accounts, listed, model, knownOf);
    const judged = judgeCandidates(listed, model, knownOf);
    const candidates = await withUnnamed(context, judged, listed, model, coreSize);
    const members = [
      ...verdicts.filter(({ suggestion }) => suggestion === 'confirm'),
      ...candidates.filter(({ tier }) => tier !== 'look_alike'),
    ].map(({ accountId }) => accountId);
    return {
      result: {
        core: coreSize,
        weighed: listed.length,
        members: { accounts: members.length, set: await freeze('accounts', members) },
        suggestions: countOf(
          ACCOUNT_SUGGESTIONS,
          verdicts.map((row) => row.suggestion),
        ),
        candidates: countOf(
          CANDIDATE_TIERS,
          candidates.map((row) => row.tier),
        ),
        traits: TRAITS.map(({ name, family, bins }, i) => ({
          trait: name,
          family,
          weights: Array.from({ length: bins }, (_, bin) =>
            rounded(model.assess(TRAITS.map((_trait, at) => (at === i ? bin : UNTOLD))).said[0]!.weight),
          ),
        })),
      },
      rows: [
        { kind: 'account-verdicts', rows: verdicts },
        { kind: 'candidates', rows: candidates },
      ],
    };
  },
});

/** What earlier analyzers found, as parameters of the question. */
function whatIsKnown({ resultOf }: AnalyzerContext<unknown>): {
  params: Record<string, unknown>;
  hasFamilies: boolean;
  coreSize: number;
  kits: string;
  ofFew: string;
} {
  const shared = resultOf('shared-infrastructure') as {
    core: { set: string; accounts: number };
    families: { common: number; usesSet: string };
    kits: { set: string };
    ofFew: { set: string };
  } & Record<'instruments' | 'domains' | 'networks' | 'fingerprints', { set: string }>;
  const timing = resultOf('synchronised-timing') as { phases: number[]; coverage: number };
  const lives = resultOf('lifecycle') as { bursts: { windows: number[] } };
  const focus = resultOf('capability-focus') as {
    capabilities: CapabilityShare[];
  };
  return {
    hasFamilies: shared.families.common > 0,
    kits: shared.kits.set,
    ofFew: shared.ofFew.set,
    coreSize: shared.core.accounts,
    params: {
      core: shared.core.set,
      templateUses: shared.families.usesSet,
      instruments: shared.instruments.set,
      domains: shared.domains.set,
      networks: shared.networks.set,
      fingerprints: shared.fingerprints.set,
      phases: timing.phases,
      coverage: timing.coverage,
      bursts: lives.bursts.windows,
      capabilities: [...CAPABILITIES],
      weights: leanings(CAPABILITIES, focus.capabilities),
    },
  };
}

function judgeSubjects(
  accounts: readonly string[],
  listed: readonly Profile[],
  model: EvidenceModel,
  knownOf: (profile: Profile) => KnownOfAccount,
): AccountVerdict[] {
  const byId = new Map(listed.map((profile) => [profile.accountId, profile]));
  const subjects = accounts.map((accountId) => byId.get(accountId) ?? unheardOf(accountId));
  const shared = sharedWithRunners(subjects);
  return subjects.map((profile, i) =>
    judgeSubject(profile, shared[i]!, model.assess(profile.bins), knownOf(profile)),
  );
}

/** The candidates, with the operators among them whom nothing ties to the campaign but what they are after. */
async function withUnnamed(
  context: AnalyzerContext<unknown>,
  judged: readonly CandidateRow[],
  listed: readonly Profile[],
  model: EvidenceModel,
  coreSize: number,
): Promise<CandidateRow[]> {
  const isFound = new Set(judged.filter(({ tier }) => tier !== 'look_alike').map((row) => row.accountId));
  const alike = listed.filter(
    (profile) =>
      !profile.isInside &&
      !profile.isProtected &&
      profile.contract !== 'enterprise' &&
      !isFound.has(profile.accountId) &&
      isAlike(profile, model.assess(profile.bins)),
  );
  const unnamed = await unnamedOperators(context, alike, coreSize);
  const isUnnamed = new Set(unnamed.map(({ accountId }) => accountId));
  return [...judged.filter(({ accountId }) => !isUnnamed.has(accountId)), ...unnamed].sort((a, b) =>
    a.accountId < b.accountId ? -1 : 1,
  );
}

function judgeCandidates(
  listed: readonly Profile[],
  model: EvidenceModel,
  knownOf: (profile: Profile) => KnownOfAccount,
): CandidateRow[] {
  const judged = listed
    .filter(({ isInside }) => !isInside)
    .map((profile) => judgeCandidate(profile, model.assess(profile.bins), knownOf(profile)));
  const alike = judged
    .filter(({ tier, evidence }) => tier === 'look_alike' && evidence.length > 0)
    .sort((a, b) => b.score - a.score || (a.accountId < b.accountId ? -1 : 1))
    .slice(0, MOST_LOOK_ALIKES);
  return [...judged.filter(({ tier }) => tier !== 'look_alike'), ...alike].sort((a, b) =>
    a.accountId < b.accountId ? -1 : 1,
  );
}

/** An account of the case of which neither the usage nor the account files know anything. */
const unheardOf = (accountId: string): Profile => ({
  accountId,
  bins: TRAITS.map(() => UNTOLD),
  accounts: 1,
  isInCore: false,
  isInside: true,
  contract: '',
  org: '',
  seats: 0,
  createdAt: null,
  isProtected: false,
  instrument: null,
  exchanges: 0,
  campaignExchanges: 0,
  campaignFamilies: 0,
  tiedNetworkExchanges: 0,
  tiedFingerprintExchanges: 0,
  scheduledExchanges: 0,
});

function countOf<T extends string>(names: readonly T[], values: readonly T[]): Record<T, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  for (const value of values) counts[value] += 1;
  return counts;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
