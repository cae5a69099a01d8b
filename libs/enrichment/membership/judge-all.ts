import { setImmediate as nextTurn } from 'node:timers/promises';
import { CAPABILITIES } from '@app/usage';
import type { AnalyzerContext } from '../analyzer';
import type { AccountVerdict, CandidateRow } from '../evidence-rows';
import { sharedWithRunners } from '../sharing/account-facts';
import type { Focus } from '../sharing/focus';
import { compromisedAmong } from './compromised';
import { type EvidenceModel, learn } from './evidence-model';
import { judgeCandidate, judgeSubject, type KnownOfAccount } from './judge-account';
import { accountsOf, kitOfEach, oftenNamedAmong, strangersAmong, toolsAmong, usersOfKits } from './kit-users';
import { leanings } from './leanings';
import type { Look } from './look';
import { type Manner, mannerOf } from './manner';
import { isUntold, type Profile, profilesOf, teaching, unheardOf } from './profile';
import { PROFILES } from './profile-queries';

/** Look-alikes that are kept, the likeliest first: they explain, nobody works through them. */
const MOST_LOOK_ALIKES = 5_000;

/** What one look says of every account. */
export interface Judged {
  listed: readonly Profile[];
  /** All accounts of the snapshot, listed one by one or not. */
  accounts: number;
  manner: Manner;
  model: EvidenceModel;
  verdicts: AccountVerdict[];
  candidates: CandidateRow[];
  /** Accounts whose owners seem to be victims. */
  compromised: ReadonlySet<string>;
}

/** Judges every account by what one look has. */
export async function judgeAll(context: AnalyzerContext<unknown>, look: Look): Promise<Judged> {
  const { shared } = look;
  const hasFamilies = shared.families.common > 0;
  const { listed, others } = await profilesOf(context, PROFILES, questionOf(context, look));
  // As when families are judged, so that the process is not kept from everything else.
  await nextTurn();
  const model = learn([...listed.map(teaching), ...others]);
  const manner = mannerOf(listed, others);
  const users = usersOfKits(await kitOfEach(context, shared.kits.set), listed);
  const tools = new Set(toolsAmong(users, model, manner));
  const oftenNamed = new Set(oftenNamedAmong(users));
  const strangers = new Set(strangersAmong(users, manner));
  const few = await accountsOf(context, shared.ofFew.set);
  const seldomNamed = await accountsOf(context, shared.seldomNamed.set);
  const ofMembers = await accountsOf(context, shared.ofMembers.set);
  const passing = await accountsOf(context, shared.inPassing.set);
  const toolOnly = await accountsOf(context, shared.toolOnly.set);
  const widelyRun = await accountsOf(context, shared.widelyRun.set);
  const compromised = await compromisedAmong(context, listed, shared.families.campaignSet);
  const knownOf = ({ accountId, exchanges, bins }: Profile): KnownOfAccount => ({
    hasFamilies: hasFamilies && !isUntold({ exchanges, bins }),
    runsTool: tools.has(accountId),
    isOftenNamed: oftenNamed.has(accountId),
    isOfFew: few.has(accountId),
    isSeldomNamed: seldomNamed.has(accountId),
    isOfMembers: ofMembers.has(accountId),
    isInPassing: passing.has(accountId),
    isToolOnly: toolOnly.has(accountId),
    isWidelyRun: widelyRun.has(accountId),
    isOfStrangers: strangers.has(accountId),
    isCompromised: compromised.has(accountId),
  });
  return {
    listed,
    accounts: [...listed, ...others].reduce((sum, { accounts }) => sum + accounts, 0),
    manner,
    model,
    verdicts: judgeSubjects(context.accounts, listed, model, knownOf),
    candidates: judgeCandidates(listed, model, knownOf),
    compromised,
  };
}

/** Parameters of the question for profiles. */
function questionOf({ resultOf }: AnalyzerContext<unknown>, look: Look): Record<string, unknown> {
  const { core, families, instruments, sharedInstruments, domains, networks, fingerprints } = look.shared;
  const focus = resultOf('capability-focus') as unknown as Focus;
  return {
    core: core.set,
    templateUses: families.usesSet,
    instruments: instruments.set,
    sharedInstruments: sharedInstruments.set,
    domains: domains.set,
    networks: networks.set,
    fingerprints: fingerprints.set,
    phases: look.phases,
    coverage: look.coverage,
    bursts: look.burstWindows,
    capabilities: [...CAPABILITIES],
    weights: leanings(CAPABILITIES, focus.capabilities),
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
