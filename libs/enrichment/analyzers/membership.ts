import { type AnalyzerContext, defineAnalyzer } from '../analyzer';
import { ACCOUNT_SUGGESTIONS, CANDIDATE_TIERS, type CandidateRow } from '../evidence-rows';
import { colleagues, restOfOrganisations } from '../membership/colleagues';
import { TRAITS, UNTOLD } from '../membership/evidence-model';
import { ALIKE_IN_MANNER, isAlike, isPaidAlike, PAID_ALIKE, RUN_SOME } from '../membership/hints';
import { reserved } from '../membership/judge-account';
import { type Known, untilNothingIsNew } from '../membership/looking';
import type { Profile } from '../membership/profile';
import { unnamedOperators } from '../membership/unnamed-operators';
import { isRunner } from '../sharing/account-facts';

/**
 * Says which accounts belong to the campaign, in the case and outside it. It learns from the case itself how much each
 * trait tells, by how many times more common it is in the core than elsewhere; no threshold is a count. Where it finds
 * that families of the campaign are others' as well, or many accounts outside that plainly belong, it looks again with
 * that: what these share with each other leads to those who share nothing with the case.
 */
export const membership = defineAnalyzer({
  name: 'membership',
  version: 12,
  question: 'Which accounts of the case belong to the campaign, and which outside it do?',
  defaults: {},
  needs: ['capability-focus', 'shared-infrastructure', 'synchronised-timing', 'lifecycle'],
  gives: ['accounts', 'shares'],
  async run(context) {
    const { accounts, freeze } = context;
    const known = await untilNothingIsNew(context);
    const { looks, look, judged, found, notOwn } = known;
    const { listed, model, verdicts, compromised } = judged;
    const candidates = await withUnnamed(context, known);
    const members = [
      ...verdicts.filter(({ suggestion }) => suggestion === 'confirm'),
      ...candidates.filter(({ tier }) => tier !== 'look_alike'),
    ].map(({ accountId }) => accountId);
    const { core, families, networks } = look.shared;
    return {
      result: {
        core: core.accounts,
        weighed: listed.length,
        looks: { count: looks, found: found.length - accounts.length, familiesOfOthers: notOwn },
        shared: {
          campaignSet: families.campaignSet,
          usesSet: families.usesSet,
          networks: networks.set,
          bursts: look.burstWindows,
        },
        members: { accounts: members.length, set: await freeze('accounts', members) },
        suggestions: countOf(
          ACCOUNT_SUGGESTIONS,
          verdicts.map((row) => row.suggestion),
        ),
        candidates: countOf(
          CANDIDATE_TIERS,
          candidates.map((row) => row.tier),
        ),
        compromised: {
          accounts: compromised.size,
          inCase: listed.filter(({ accountId, isInside }) => isInside && compromised.has(accountId)).length,
        },
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

/** The candidates, with the operators whom hardly anything ties to those that are named, and the colleagues of these. */
async function withUnnamed(context: AnalyzerContext<unknown>, known: Known): Promise<CandidateRow[]> {
  const { candidates, verdicts, listed, model, compromised } = known.judged;
  const { campaignSet } = known.look.shared.families;
  const tiers = new Map(candidates.map(({ accountId, tier }) => [accountId, tier]));
  const isIn = (accountId: string): boolean => (tiers.get(accountId) ?? 'look_alike') !== 'look_alike';
  const open = listed.filter((profile) => !profile.isInside && reserved(profile) === undefined);
  const undecided = open.filter(({ accountId }) => tiers.get(accountId) !== 'ban');
  const isRunnerForPerson = (profile: Profile): boolean => isIn(profile.accountId) && isRunner(profile);
  const others = undecided.filter((profile) => !isRunnerForPerson(profile));
  const alike = others.filter((profile) => isAlike(profile, model.assess(profile.bins)));
  const paidAlike = others.filter((profile) => isPaidAlike(profile, model.assess(profile.bins)));
  // A victim leads to its colleagues only.
  const runSome = undecided.filter(
    (profile) => isRunnerForPerson(profile) && !compromised.has(profile.accountId),
  );
  const ofCampaign = new Set([
    ...known.found,
    ...candidates.filter(({ tier }) => tier === 'ban').map(({ accountId }) => accountId),
  ]);
  const unnamed = new Map<string, CandidateRow>();
  for (const [hint, hinted] of [
    [ALIKE_IN_MANNER, alike],
    [RUN_SOME, runSome],
    [PAID_ALIKE, paidAlike],
  ] as const)
    for (const row of await unnamedOperators(context, hint, hinted, campaignSet, ofCampaign))
      if (!isIn(row.accountId) && !unnamed.has(row.accountId)) unnamed.set(row.accountId, row);
  const isHeld = new Set(
    verdicts.filter(({ suggestion }) => suggestion !== 'clear').map(({ accountId }) => accountId),
  );
  for (const among of [colleagues, restOfOrganisations])
    for (const row of among(listed, model, (id) => isIn(id) || unnamed.has(id) || isHeld.has(id)))
      unnamed.set(row.accountId, row);
  return [...candidates.filter(({ accountId }) => !unnamed.has(accountId)), ...unnamed.values()].sort(
    (a, b) => (a.accountId < b.accountId ? -1 : 1),
  );
}

function countOf<T extends string>(names: readonly T[], values: readonly T[]): Record<T, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  for (const value of values) counts[value] += 1;
  return counts;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
