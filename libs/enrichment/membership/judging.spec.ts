import { type Binned, learn, TRAITS } from './evidence-model';
import { judgeCandidate, judgeSubject } from './judge-account';
import { oftenNamedAmong, strangersAmong, toolsAmong, usersOfKits } from './kit-users';
import type { Manner } from './manner';
import { type Profile, unheardOf } from './profile';

const bins = (given: Record<string, number>): number[] => TRAITS.map(({ name }) => given[name] ?? 0);
const OPERATED = { templates: 3, networks: 2, clients: 2, capabilities: 2, burst: 1 };
/** Runs the same prompts, and is otherwise as people are. */
const USER = { templates: 3, capabilities: 1, rhythm: 2 };
const group = (given: Record<string, number>, accounts: number, isInCore: boolean): Binned => ({
  bins: bins(given),
  accounts,
  isInCore,
});
const MODEL = learn([group(OPERATED, 40, true), group({ capabilities: 1, rhythm: 2 }, 2_000, false)]);

const profile = (
  accountId: string,
  given: Record<string, number>,
  overrides: Partial<Profile> = {},
): Profile => ({
  ...unheardOf(accountId),
  bins: bins(given),
  isInside: false,
  exchanges: 100,
  campaignExchanges: given['templates'] === 3 ? 90 : 0,
  campaignFamilies: given['templates'] === 3 ? 5 : 0,
  ...overrides,
});
const ALONE = { onInstrument: 0, runnersOnInstrument: 0, runnersInBurst: 0 };
const KNOWN = {
  hasFamilies: true,
  runsTool: false,
  isOftenNamed: false,
  isOfFew: false,
  isSeldomNamed: false,
  isOfMembers: false,
  isInPassing: false,
  isToolOnly: false,
  isWidelyRun: false,
  isOfStrangers: false,
  isCompromised: false,
};
const subject = (
  given: Record<string, number>,
  known: Partial<typeof KNOWN> = {},
  overrides: Partial<Profile> = {},
) => {
  const of = profile('subject', given, { isInside: true, ...overrides });
  return judgeSubject(of, ALONE, MODEL.assess(of.bins), { ...KNOWN, ...known });
};
const candidate = (given: Record<string, number>, known: Partial<typeof KNOWN> = {}) => {
  const of = profile('candidate', given);
  return judgeCandidate(of, MODEL.assess(of.bins), { ...KNOWN, ...known });
};

describe('Who is suggested for a ban', () => {
  it('is an account of the case that runs the prompts, unless they are those of a tool', () => {
    expect(subject(OPERATED).suggestion).toBe('confirm');
    expect(subject(USER).suggestion).toBe('confirm');
    const user = subject(USER, { runsTool: true });
    expect(user.suggestion).toBe('review');
    expect(user.because[0]).toMatch(/these are the prompts of a tool/);
  });

  it('is nobody whom only its like ties to a kit of few, unless it is after what the campaign is after', () => {
    const AGENCY = { ...OPERATED, capabilities: 1 };
    expect([subject(AGENCY).suggestion, candidate(AGENCY).tier]).toEqual(['confirm', 'ban']);
    const few = { isOfFew: true };
    expect([subject(OPERATED, few).suggestion, candidate(OPERATED, few).tier]).toEqual(['confirm', 'ban']);
    expect([subject(AGENCY, few).suggestion, candidate(AGENCY, few).tier]).toEqual(['review', 'review']);
    expect(candidate(AGENCY, few).because[0]).toMatch(/^Few of those who run the same prompts are named/);
  });

  it('is nobody for prompts that hardly anybody who is named runs: a benchmark of which detectors named one user', () => {
    const seldom = { isSeldomNamed: true };
    expect([subject(OPERATED, seldom).suggestion, candidate(OPERATED, seldom).tier]).toEqual([
      'review',
      'review',
    ]);
    expect(candidate(OPERATED, seldom).because[0]).toMatch(/^Hardly any of those who run the same prompts/);
  });

  it('is no member of a programme for prompts that mostly members run', () => {
    const ofMembers = { isOfMembers: true };
    expect([subject(OPERATED, ofMembers).suggestion, candidate(OPERATED, ofMembers).tier]).toEqual([
      'review',
      'review',
    ]);
    expect(candidate(OPERATED, ofMembers).because[0]).toMatch(/a class shares its assignment/);
  });

  it('is nobody who runs hardly any prompts of the campaign except what the case runs in passing', () => {
    const passing = { isInPassing: true };
    const [named, outside] = [subject(OPERATED, passing), candidate(OPERATED, passing)];
    expect([named.suggestion, outside.tier]).toEqual(['review', 'review']);
    expect(outside.because[0]).toMatch(/those that the case itself runs in passing/);
  });

  it.each(['isToolOnly', 'isInPassing'])(
    'is nobody whose prompts may be others’ as well (%s), unless it keeps the campaign’s schedule and is on its card or of its burst',
    (doubt) => {
      const scheduled = { ...OPERATED, schedule: 2 };
      const others = (count: number, schedule: number): Binned =>
        group({ capabilities: 1, rhythm: 2, schedule }, count, false);
      const tierOf = (given: Record<string, number>, onSchedule: number): string[] => {
        const model = learn([
          group(scheduled, 40, true),
          others(2_000 - onSchedule, 0),
          others(onSchedule, 2),
        ]);
        const of = profile('user', given);
        const known = { ...KNOWN, [doubt]: true };
        const assessment = model.assess(of.bins);
        return [
          judgeCandidate(of, assessment, known).tier,
          judgeSubject({ ...of, isInside: true }, ALONE, assessment, known).suggestion ?? '',
        ];
      };
      expect(tierOf(scheduled, 40)).toEqual(['ban', 'confirm']);
      expect(tierOf(OPERATED, 40)).toEqual(['review', 'review']);
      expect(tierOf({ ...scheduled, burst: 0 }, 40)).toEqual(['review', 'review']);
      // A third of the others at such moments: they are nobody's own.
      expect(tierOf(scheduled, 700)).toEqual(['review', 'review']);
    },
  );

  it('is an account of the case that runs one prompt only if as much else speaks for it as outside the case', () => {
    const one = { campaignFamilies: 1 };
    expect(subject(OPERATED, {}, one).suggestion).toBe('confirm');
    const user = subject(USER, {}, one);
    expect(user.suggestion).toBe('review');
    expect(user.because[0]).toMatch(/^It runs one prompt of the campaign in variants/);
    expect(subject(USER, {}, { ...one, exchanges: 0, campaignExchanges: 0 }).because).toContain(
      'It was never used.',
    );
  });

  it('is nobody named who does little with the prompts and is otherwise as everybody', () => {
    const everybody = { templates: 2, capabilities: 1, rhythm: 2 };
    const tried = subject(everybody, {}, { exchanges: 188, campaignExchanges: 18, campaignFamilies: 3 });
    expect([tried.suggestion, tried.score < 0.05]).toEqual(['review', true]);
    expect(tried.because[0]).toMatch(/^Little of what it does is with prompts of the campaign/);
    const share = { exchanges: 100, campaignExchanges: 30, campaignFamilies: 3 };
    const fewer = subject(everybody, {}, { ...share, campaignExchanges: 49 });
    expect([fewer.suggestion, fewer.score < 0.5]).toEqual(['review', true]);
    expect(fewer.because[0]).toMatch(/^Less than half of what it does is with prompts of the campaign/);
    expect(subject(everybody, {}, { ...share, campaignExchanges: 50 }).suggestion).toBe('confirm');
    const like = subject({ ...OPERATED, templates: 2 }, {}, { ...share, campaignExchanges: 10 });
    expect(like.suggestion).toBe('confirm');
  });

  it('is nobody whose key seems to be stolen: they are victims', () => {
    const victim = { isCompromised: true };
    const [named, outside] = [subject(OPERATED, victim), candidate(OPERATED, victim)];
    expect([named.suggestion, outside.tier]).toEqual(['review', 'review']);
    expect(named.because[0]).toMatch(/their key may be stolen/);
    expect(outside.because[0]).toBe(named.because[0]);
    // Only a person can judge a customer under contract, and must hear of it all the same.
    const contracted = subject(OPERATED, victim, { contract: 'enterprise' });
    expect(contracted.because[1]).toBe(named.because[0]);
  });

  it('is an account outside that has more in common; one with the prompts alone is for a person', () => {
    expect(candidate(OPERATED).tier).toBe('ban');
    expect(candidate(USER).tier).toBe('review');
  });

  it('is nobody for the prompts of a tool', () => {
    const { tier, because } = candidate(USER, { runsTool: true });
    expect(tier).toBe('look_alike');
    expect(because[0]).toMatch(/these are the prompts of a tool/);
    const often = candidate(USER, { runsTool: true, isOftenNamed: true });
    expect(often.tier).toBe('review');
    expect(often.because.slice(0, 2)).toEqual([
      expect.stringMatching(/one in ten or more/) as string,
      because[0],
    ]);
  });
});

describe('Who pays along with a named account', () => {
  const PAYER = { instrument: 2, capabilities: 2, networks: 2, burst: 1, rhythm: 2 };

  it('is for a person where the case has no prompts in common, unless all else speaks against it', () => {
    const { score } = candidate(PAYER);
    expect([score > 0.05, score < 0.5]).toEqual([true, true]);
    const shareless = { hasFamilies: false };
    // Where it has, two kinds of signs are too few against the prompts.
    const few = { instrument: 2, capabilities: 2, rhythm: 2 };
    expect([candidate(few, shareless).tier, candidate(few).tier]).toEqual(['review', 'look_alike']);
    expect(candidate({ ...PAYER, instrument: 0, burst: 0 }, shareless).tier).toBe('look_alike');
    expect(candidate({ ...PAYER, capabilities: 1, networks: 0, burst: 0 }, shareless).tier).toBe(
      'look_alike',
    );
  });
});

describe('Who is tied and after what the campaign is after', () => {
  const tierOf = (given: Record<string, number>, hasFamilies = false) =>
    candidate(given, { hasFamilies }).tier;

  it('is for a person where prompts do not tell: one tie of its own making, or two of any', () => {
    // Office hours, which the campaign does not keep.
    const created = { burst: 1, capabilities: 2, rhythm: 2 };
    expect([tierOf(created), tierOf(created, true)]).toEqual(['review', 'look_alike']);
    expect(tierOf({ ...created, capabilities: 1 })).toBe('look_alike');
    const near = { networks: 2, clients: 2, capabilities: 2, rhythm: 2, schedule: 0 };
    expect([tierOf(near), tierOf({ ...near, clients: 0 })]).toEqual(['review', 'look_alike']);
  });
});

describe('Who is tied on many sides and runs none of the prompts', () => {
  const MANY = { instrument: 2, capabilities: 2, networks: 2, burst: 1, rhythm: 2 };

  it('is for a person from one in four, named or not, and hears what speaks against it', () => {
    const { tier, score, because } = candidate(MANY);
    expect([tier, score > 0.25, score < 0.5]).toEqual(['review', true, true]);
    expect(because.at(-1)).toMatch(/elsewhere as in the campaign\.$/);
    expect(subject(MANY).suggestion).toBe('review');
    // Below one in four, and with two kinds of signs.
    expect(candidate({ ...MANY, burst: 0 }).tier).toBe('look_alike');
    expect(subject({ ...MANY, burst: 0 }).suggestion).toBe('clear');
  });

  it('is for a person also in a programme, where less would only show what members share', () => {
    const of = (given: Record<string, number>) => {
      const member = profile('member', given, { contract: 'programme' });
      return judgeCandidate(member, MODEL.assess(member.bins), KNOWN).tier;
    };
    expect(of(MANY)).toBe('review');
    expect(of({ ...MANY, burst: 0 })).toBe('look_alike');
  });
});

describe('Who runs the prompts of people that are unlike the case', () => {
  it('is for a person, named or not', () => {
    const known = { isOfStrangers: true };
    expect([subject(OPERATED, known).suggestion, candidate(OPERATED, known).tier]).toEqual([
      'review',
      'review',
    ]);
    expect(candidate(OPERATED, known).because[0]).toMatch(
      /^Most who run the same prompts are after other things/,
    );
  });
});

describe('What kind of kit it is', () => {
  const many = (kit: number, given: Record<string, number>, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      kit,
      profile: profile(`kit-${kit}-${JSON.stringify(given)}-${i}`, given),
    }));
  const isUser = ({ bins }: Pick<Profile, 'bins'>): boolean => bins.join() === profile('', USER).bins.join();
  const UNTELLING: Pick<Manner, 'tells' | 'isUnlike'> = { tells: false, isUnlike: () => false };
  const toolsOf = (users: readonly { kit: number; profile: Profile }[], manner = UNTELLING) =>
    toolsAmong(kitsOf(users), MODEL, manner);
  const kitsOf = (users: readonly { kit: number; profile: Profile }[]) =>
    usersOfKits(
      new Map(users.map((user) => [user.profile.accountId, user.kit])),
      users.map((user) => user.profile),
    );

  it('is a tool where its middle user is nothing like the campaign', () => {
    const tool = [...many(1, USER, 6), ...many(1, OPERATED, 5)];
    const operator = [...many(2, OPERATED, 6), ...many(2, USER, 5)];
    expect(toolsOf([...tool, ...operator]).sort()).toEqual(tool.map((user) => user.profile.accountId).sort());
  });

  it('is none where most of its users are after what the case is after, at its times', () => {
    const kit = [...many(1, USER, 6), ...many(1, OPERATED, 5)];
    expect(toolsOf(kit, { tells: true, isUnlike: isUser })).toHaveLength(11);
    expect(toolsOf(kit, { tells: true, isUnlike: () => false })).toEqual([]);
  });

  it('is often named where three owners are, a tenth of those who run it', () => {
    const kit = (users: number, named: number, org = '') =>
      kitsOf(
        many(1, USER, users).map((user, i) => ({
          ...user,
          profile: { ...user.profile, isInside: i < named, org: i < named ? org : '' },
        })),
      );
    expect(oftenNamedAmong(kit(30, 3))).toHaveLength(30);
    expect(oftenNamedAmong(kit(31, 3))).toEqual([]);
    expect(oftenNamedAmong(kit(4, 2))).toEqual([]);
    // Three seats of one organisation are one owner.
    expect(oftenNamedAmong(kit(10, 3, 'agency'))).toEqual([]);
  });

  it('is strangers’ where most of its users are unlike the case, if that tells anything', () => {
    const contractor = [...many(1, USER, 6), ...many(1, OPERATED, 5)];
    const operator = [...many(2, OPERATED, 6), ...many(2, USER, 5)];
    const manner = { tells: true, isUnlike: isUser };
    const kits = kitsOf([...contractor, ...operator]);
    expect(strangersAmong(kits, manner).sort()).toEqual(
      contractor.map((user) => user.profile.accountId).sort(),
    );
    expect(strangersAmong(kits, { ...manner, tells: false })).toEqual([]);
  });

  it('cannot be told by one user or two', () => {
    expect(toolsOf(many(1, USER, 2))).toEqual([]);
  });
});
