import { defineAnalyzer } from '../analyzer';
import { ACCOUNT_SUGGESTIONS, CANDIDATE_TIERS } from '../evidence-rows';
import { withCircles } from '../membership/circles';
import { TRAITS, UNTOLD } from '../membership/evidence-model';
import { withLockstep } from '../membership/lockstep';
import { untilNothingIsNew } from '../membership/looking';
import { withUnnamed } from '../membership/with-unnamed';

/**
 * Says which accounts belong to the campaign, in the case and outside it. It learns from the case itself how much each
 * trait tells, by how many times more common it is in the core than elsewhere; no threshold is a count. Where it finds
 * that families of the campaign are others' as well, or many accounts outside that plainly belong, it looks again with
 * that: what these share with each other leads to those who share nothing with the case.
 */
export const membership = defineAnalyzer({
  name: 'membership',
  version: 14,
  question: 'Which accounts of the case belong to the campaign, and which outside it do?',
  defaults: { circleFrom: 0.02 },
  needs: ['capability-focus', 'shared-infrastructure', 'synchronised-timing', 'lifecycle'],
  gives: ['accounts', 'shares'],
  async run(context) {
    const { accounts, freeze, parameters } = context;
    const looked = await untilNothingIsNew(context);
    const known = { ...looked, judged: await withLockstep(context, looked.judged) };
    const { looks, look, judged, found, notOwn } = known;
    const { listed, model, compromised } = judged;
    const { verdicts, candidates } = await withCircles(
      context,
      known,
      await withUnnamed(context, known),
      parameters.circleFrom,
    );
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

function countOf<T extends string>(names: readonly T[], values: readonly T[]): Record<T, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  for (const value of values) counts[value] += 1;
  return counts;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
