import type { AnalyzerContext, AsSent } from '../analyzer';
import type { CandidateRow } from '../evidence-rows';
import { type Focus, focusOf } from '../sharing/focus';
import { joining } from '../sharing/joining';
import type { SharedThing } from '../sharing/shared-thing';
import { NETWORKS as SHARED_NETWORKS } from '../sharing/sharing-queries';
import { forPerson, type Weighed } from './for-person';
import { reserved } from './judge-account';
import type { Judged } from './judge-all';
import { lookAgain } from './look';
import { type Known, untilNothingIsNew } from './looking';
import type { Profile } from './profile';
import { NETWORKS, TEMPLATES } from './unnamed-queries';
import { familiesIn, type NetworkUse, placesOf, type TemplateUse, withFamilies } from './unnamed-rows';

/** Owners who are named and have things in common, from which it is no mistake of a detector. */
const OWNERS_AT_LEAST = 3;
/** Networks and template families that two accounts must have in common: one may be a carrier's, or a public prompt. */
const THINGS_AT_LEAST = 2;
/** Exchanges with a template family from which it is an account's. */
const REPEATED = 3;
/** Of those who have a thing, how many of the next each is compared with: who has much in common is next to each other. */
const COMPARED = 20;
/** Part of what a circle does that must be more than to chat: an operator is after something. */
const AFTER_SOMETHING = 0.5;
const CHAT: ReadonlySet<string> = new Set(['chat', 'other']);
/** Part of all owners who come from a network above which it is everybody's. */
const EVERYBODYS_FROM = 0.3;
/**
 * How many times as often as among all accounts named ones must be among those to whom a circle leads: what detectors
 * name five times less often than by chance, such as the users of a public benchmark, they name by mistake.
 */
const NAMED_FROM = 0.2;
/** Named accounts that are divided into circles at most, circles that are looked at, and looks at each. */
const MOST_DIVIDED = 10_000;
const MOST_CIRCLES = 5;
const MOST_LOOKS = 3;

/**
 * Divides the named accounts that the campaign as a whole does not explain into circles: those of one have cards,
 * networks or prompts in common. An operator of whom few are named has little in common with the others, and looks
 * innocent beside them.
 * @param accountsAtLeast accounts that a circle must have
 * @returns the largest circles, each in byte order
 */
export async function circlesAmong(
  { ask, freeze }: Pick<AnalyzerContext<unknown>, 'ask' | 'freeze'>,
  { listed, verdicts }: Pick<Judged, 'listed' | 'verdicts'>,
  campaignSet: string,
  accountsAtLeast: number,
): Promise<string[][]> {
  const isExplained = new Set(
    verdicts.filter(({ suggestion }) => suggestion === 'confirm').map(({ accountId }) => accountId),
  );
  const open = listed.filter(
    (profile) =>
      profile.isInside &&
      profile.exchanges > 0 &&
      !isExplained.has(profile.accountId) &&
      reserved(profile) === undefined,
  );
  if (open.length < Math.max(OWNERS_AT_LEAST, accountsAtLeast) || open.length > MOST_DIVIDED) return [];
  const hinted = await freeze(
    'accounts',
    open.map(({ accountId }) => accountId),
  );
  const used = await ask<AsSent<SharedThing>>(SHARED_NETWORKS, { core: hinted });
  const ownersOf = ({ ownersInside, ownersOutside }: AsSent<SharedThing>): number =>
    Number(ownersInside) + Number(ownersOutside);
  const everybody = used.filter(({ key }) => key === '').reduce((sum, row) => sum + ownersOf(row), 0);
  const rare = new Set(
    used.filter((row) => ownersOf(row) < EVERYBODYS_FROM * everybody).map(({ key }) => key),
  );
  const places = placesOf(await ask<NetworkUse>(NETWORKS, { hinted }));
  const templates = await ask<TemplateUse>(TEMPLATES, { hinted, families: campaignSet });
  const run = withFamilies(open, templates, familiesIn(templates));
  const isCleared = new Set(
    verdicts.filter(({ suggestion }) => suggestion === 'clear').map(({ accountId }) => accountId),
  );
  const clearedOf = (circle: readonly string[]): number => circle.filter((id) => isCleared.has(id)).length;
  const circles = divided(open, [
    ...places.map(({ accountId, networks }) => ({
      accountId,
      things: networks.filter((network) => rare.has(network)),
    })),
    ...run.map(({ accountId, families, counts }) => ({
      accountId,
      things: families.filter((_, at) => counts[at]! >= REPEATED).map((family) => `prompt ${family}`),
    })),
  ]);
  // Those first of whom most look innocent beside the rest.
  return circles
    .filter((circle) => circle.length >= accountsAtLeast)
    .toSorted((a, b) => clearedOf(b) - clearedOf(a) || b.length - a.length || (a[0]! < b[0]! ? -1 : 1))
    .slice(0, MOST_CIRCLES);
}

/** The circles among these accounts, by their cards and the other things that they have. */
export function divided(
  open: readonly Pick<Profile, 'accountId' | 'org' | 'instrument'>[],
  having: readonly { accountId: string; things: readonly string[] }[],
): string[][] {
  const numberOf = new Map(open.map(({ accountId }, i) => [accountId, i]));
  const joined = joining(open.length);
  const join = (a: string, b: string): void => joined.join(numberOf.get(a)!, numberOf.get(b)!);
  const onCard = groups(open, ({ instrument }) => (instrument === null ? [] : [instrument]));
  for (const [first, ...others] of onCard) for (const other of others) join(first!, other);
  const inCommon = new Map<string, number>();
  for (const users of groups(having, ({ things }) => things))
    users.forEach((user, at) => {
      for (const other of users.slice(at + 1, at + 1 + COMPARED)) {
        const pair = `${user}\n${other}`;
        const n = (inCommon.get(pair) ?? 0) + 1;
        inCommon.set(pair, n);
        if (n === THINGS_AT_LEAST) join(user, other);
      }
    });
  const ownerOf = new Map(open.map(({ accountId, org }) => [accountId, org || accountId]));
  return groups(open, ({ accountId }) => [String(joined.rootOf(numberOf.get(accountId)!))]).filter(
    (circle) => new Set(circle.map((id) => ownerOf.get(id))).size >= OWNERS_AT_LEAST,
  );
}

/** Accounts by what they have, each group in byte order. */
function groups<T extends { accountId: string }>(
  accounts: readonly T[],
  thingsOf: (account: T) => readonly string[],
): string[][] {
  const users = new Map<string, string[]>();
  for (const account of accounts)
    for (const thing of thingsOf(account)) {
      const own = users.get(thing) ?? [];
      own.push(account.accountId);
      users.set(thing, own);
    }
  return [...users.values()].map((own) => own.sort());
}

/**
 * Looks at each circle as if it were a case of its own: what its accounts share, when they act and what they are after
 * leads to others who do the same. A person looks at these; a machine suggests no ban by so few.
 * @param circleFrom part of the named accounts that a circle must be: a look at it takes as long as one at the case
 */
export async function withCircles(
  context: AnalyzerContext<unknown>,
  { judged, look: { shared } }: Pick<Known, 'judged' | 'look'>,
  candidates: readonly CandidateRow[],
  circleFrom: number,
): Promise<Weighed> {
  let weighed: Weighed = { verdicts: [...judged.verdicts], candidates: [...candidates] };
  for (const circle of await circlesAmong(
    context,
    judged,
    shared.families.campaignSet,
    circleFrom * context.accounts.length,
  )) {
    const accounts = await context.freeze('accounts', circle);
    const asked: AnalyzerContext<unknown> = {
      ...context,
      accounts: circle,
      ask: (sql, params) => context.ask(sql, { accounts, ...params }),
    };
    const focus = { ...(await focusOf(asked)) };
    if (!isAfterSomething(focus)) continue;
    await context.tell(`A circle of ${circle.length} named accounts that have things in common`);
    const alone: AnalyzerContext<unknown> = {
      ...asked,
      resultOf: (name) => (name === 'capability-focus' ? focus : context.resultOf(name)),
    };
    const first = await lookAgain(alone, circle, () => false);
    const found = await untilNothingIsNew(alone, first, MOST_LOOKS);
    if (isOftenNamed(weighed, circle, found.judged, context.accounts))
      weighed = lifted(weighed, circle, found.judged, context.accounts);
  }
  return weighed;
}

/** Whether somebody is after more than everybody is. A log without labels does not tell. */
function isAfterSomething({ exchanges, capabilities }: Focus): boolean {
  const chats = capabilities.filter(({ capability }) => CHAT.has(capability));
  return chats.reduce((sum, row) => sum + row.exchanges, 0) <= (1 - AFTER_SOMETHING) * exchanges;
}

/** Whether a circle and those to whom it alone leads are not named much less often than all accounts. */
export function isOftenNamed(
  { verdicts, candidates }: Weighed,
  circle: readonly string[],
  found: Pick<Judged, 'verdicts' | 'candidates' | 'accounts'>,
  named: readonly string[],
): boolean {
  const isIn = new Set([
    ...verdicts.filter(({ suggestion }) => suggestion !== 'clear').map(({ accountId }) => accountId),
    ...candidates.filter(({ tier }) => tier !== 'look_alike').map(({ accountId }) => accountId),
  ]);
  const group = new Set([...circle, ...[...ledTo(found).keys()].filter((id) => !isIn.has(id))]);
  const namedOfGroup = named.filter((id) => group.has(id)).length;
  return namedOfGroup * found.accounts >= NAMED_FROM * group.size * named.length;
}

/** Whom a circle leads to, of its own accounts and others, with the reasons. */
const ledTo = ({
  verdicts,
  candidates,
}: Pick<Judged, 'verdicts' | 'candidates'>): Map<string, readonly string[]> =>
  new Map<string, readonly string[]>([
    ...verdicts
      .filter(({ suggestion }) => suggestion !== 'clear')
      .map(({ accountId, because }) => [accountId, because] as const),
    ...candidates
      .filter(({ tier }) => tier !== 'look_alike')
      .map(({ accountId, because }) => [accountId, because] as const),
  ]);

/** The verdicts and candidates with those for a person whom a circle led to, and who were none so far. */
export function lifted(
  { verdicts, candidates }: Weighed,
  circle: readonly string[],
  found: Pick<Judged, 'verdicts' | 'candidates'>,
  accounts: readonly string[],
): Weighed {
  const reason = `${circle.length} named accounts have cards, networks or prompts in common, and little with the rest of the case. By what these have in common:`;
  const isOfCase = new Set(accounts);
  const known = new Map(candidates.map((row) => [row.accountId, row]));
  const rows = found.candidates
    .filter(({ accountId, tier }) => tier !== 'look_alike' && !isOfCase.has(accountId))
    .map((row) => ({
      ...row,
      tier: 'review' as const,
      campaignExchanges: known.get(row.accountId)?.campaignExchanges ?? 0,
      because: [reason, ...row.because],
    }));
  const because = new Map([...ledTo(found)].map(([accountId, own]) => [accountId, [reason, ...own]]));
  return forPerson({ verdicts, candidates }, because, rows);
}
