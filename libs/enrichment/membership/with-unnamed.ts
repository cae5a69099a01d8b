import type { AnalyzerContext, AsSent } from '../analyzer';
import type { CandidateRow } from '../evidence-rows';
import { isRunner } from '../sharing/account-facts';
import { cardMates, type OnCard } from './card-mates';
import { colleagues, restOfOrganisations } from './colleagues';
import {
  AFTER_THE_SAME,
  ALIKE_IN_MANNER,
  type Hint,
  isAfterTheSame,
  isAlike,
  isPaidAlike,
  PAID_ALIKE,
  PAID_ALONG,
  rhythmTells,
  RUN_SOME,
} from './hints';
import { reserved } from './judge-account';
import type { Known } from './looking';
import type { Profile } from './profile';
import { unnamedOperators } from './unnamed-operators';
import { PAYING_ALONG } from './unnamed-queries';
import type { Hinted } from './unnamed-rows';

/** Rounds in which cards of operators lead to further ones, at most. */
const MOST_ROUNDS = 4;

/**
 * The candidates, with the operators whom hardly anything ties to those that are named, those who pay along with these,
 * and the colleagues of all.
 */
export async function withUnnamed(context: AnalyzerContext<unknown>, known: Known): Promise<CandidateRow[]> {
  const { candidates, verdicts, listed, model, compromised } = known.judged;
  const { campaignSet } = known.look.shared.families;
  const tiers = new Map(candidates.map(({ accountId, tier }) => [accountId, tier]));
  const isIn = (accountId: string): boolean => (tiers.get(accountId) ?? 'look_alike') !== 'look_alike';
  const open = listed.filter((profile) => !profile.isInside && reserved(profile) === undefined);
  const undecided = open.filter(({ accountId }) => tiers.get(accountId) !== 'ban');
  const isRunnerForPerson = (profile: Profile): boolean => isIn(profile.accountId) && isRunner(profile);
  const others = undecided.filter((profile) => !isRunnerForPerson(profile));
  const [inManner, isSo] = rhythmTells(model)
    ? ([ALIKE_IN_MANNER, isAlike] as const)
    : ([AFTER_THE_SAME, isAfterTheSame] as const);
  const alike = others.filter((profile) => isSo(profile, model.assess(profile.bins)));
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
  /** Takes those whom a hint leads to, and gives those who are new. */
  const led = async (hint: Hint, hinted: readonly Hinted[]): Promise<string[]> => {
    const rows = await unnamedOperators(context, hint, hinted, campaignSet, ofCampaign);
    const fresh = rows.filter(({ accountId }) => !isIn(accountId) && !unnamed.has(accountId));
    for (const row of fresh) unnamed.set(row.accountId, row);
    return fresh.map(({ accountId }) => accountId);
  };
  await led(inManner, alike);
  await led(RUN_SOME, runSome);
  await led(PAID_ALIKE, paidAlike);
  const isHeld = new Set(
    verdicts.filter(({ suggestion }) => suggestion !== 'clear').map(({ accountId }) => accountId),
  );
  const isOfCase = new Set(context.accounts);
  const inCampaign = new Map(
    listed.map(({ accountId, campaignExchanges }) => [accountId, campaignExchanges]),
  );
  let found = [...isHeld, ...[...tiers.keys()].filter(isIn), ...unnamed.keys()];
  const isTaken = (accountId: string): boolean =>
    isIn(accountId) || unnamed.has(accountId) || isHeld.has(accountId);
  for (let round = 0; round < MOST_ROUNDS && found.length > 0; round++) {
    const onCards = await payingAlong(context, found, inCampaign);
    const along = onCards.filter(({ accountId }) => !isOfCase.has(accountId) && !isTaken(accountId));
    const ofKits = await led(PAID_ALONG, along);
    const mates = cardMates(onCards, isTaken).filter(({ accountId }) => !isOfCase.has(accountId));
    for (const row of mates) unnamed.set(row.accountId, row);
    found = [...ofKits, ...mates.map(({ accountId }) => accountId)];
  }
  for (const among of [colleagues, restOfOrganisations])
    for (const row of among(listed, model, isTaken)) unnamed.set(row.accountId, row);
  return [...candidates.filter(({ accountId }) => !unnamed.has(accountId)), ...unnamed.values()].sort(
    (a, b) => (a.accountId < b.accountId ? -1 : 1),
  );
}

/** The accounts that are on cards of these, and these themselves. */
async function payingAlong(
  { ask, freeze }: AnalyzerContext<unknown>,
  found: readonly string[],
  inCampaign: ReadonlyMap<string, number>,
): Promise<OnCard[]> {
  type Row = Pick<OnCard, 'accountId' | 'instrument' | 'owner'> &
    AsSent<{ isMember: number; exchanges: number }>;
  const rows = await ask<Row>(PAYING_ALONG, { found: await freeze('accounts', found) });
  return rows.map(({ accountId, instrument, owner, isMember, exchanges }) => ({
    accountId,
    instrument,
    owner,
    isMember: Number(isMember) === 1,
    exchanges: Number(exchanges),
    campaignExchanges: inCampaign.get(accountId) ?? 0,
  }));
}
