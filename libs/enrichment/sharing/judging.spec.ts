import { type AccountFamilies, inPassing, isPublic, judgeFamilies, runsOnly } from './campaign-families';
import { suggestForKey } from './key-suggestion';
import { ties } from './shared-thing';

const RULE = { ownersAtLeast: 3, liftAtLeast: 5, outsideAtMost: 0.05 };
const POPULATION = { ownersInside: 200, ownersOutside: 2_000 };
const FAMILY = { leader: '7', hashes: ['7'], exchanges: 500 };

/** Accounts that use the given families, ten exchanges each, and `rest` exchanges of others. */
const users = (
  count: number,
  families: readonly number[],
  {
    isInside = false,
    isMember = false,
    rest = 0,
  }: { isInside?: boolean; isMember?: boolean; rest?: number } = {},
): AccountFamilies[] =>
  Array.from({ length: count }, (_, i) => ({
    accountId: `${isInside}-${families.join('-')}-${rest}-${i}`,
    owner: `${isInside}-${families.join('-')}-${rest}-${i}`,
    isInside,
    isMember,
    exchanges: families.length * 10 + rest,
    families,
    counts: families.map(() => 10),
  }));

/** The families 0, 1, … judged. */
const judgedOf = (families: number, accounts: readonly AccountFamilies[], population = POPULATION) => {
  const count = (family: number, isInside: boolean): number =>
    accounts.filter((a) => a.isInside === isInside && a.families.includes(family)).length;
  const exchangesOf = (family: number): number =>
    accounts.reduce((sum, { isInside, families: used, counts }) => {
      const at = used.indexOf(family);
      return isInside && at >= 0 ? sum + counts[at]! : sum;
    }, 0);
  const uses = Array.from({ length: families }, (_, family) => ({
    ...FAMILY,
    ownersInside: count(family, true),
    ownersOutside: count(family, false),
    exchangesInside: exchangesOf(family),
    exchangesOutside: 1,
  }));
  return judgeFamilies(uses, accounts, population, RULE);
};

/** Which of the families 0, 1, … are the campaign's. */
const campaignOf = (...given: Parameters<typeof judgedOf>): boolean[] =>
  judgedOf(...given).map(({ isCampaign }) => isCampaign);

describe('Prompts of a campaign of which few are named', () => {
  const population = { ownersInside: 20, ownersOutside: 400 };
  const named = users(18, [0, 1], { isInside: true, rest: 100 });
  const unnamed = users(90, [0, 1], { rest: 100 });
  /** On cards of so many. */
  const onCards = (size: number): AccountFamilies[] =>
    unnamed.map((account, i) => ({ ...account, card: `card-${Math.floor(i / size)}` }));

  it('are everybody’s where nothing ties those whom nobody has named', () => {
    expect(campaignOf(2, [...named, ...unnamed], population)).toEqual([false, false]);
    expect(campaignOf(2, [...named, ...onCards(1)], population)).toEqual([false, false]);
  });

  it('are the campaign’s where these are on cards with each other', () => {
    expect(campaignOf(2, [...named, ...onCards(3)], population)).toEqual([true, true]);
  });

  it('are everybody’s where those on their cards run others', () => {
    const beside = users(90, [2]).map((account, i) => ({ ...account, card: `card-${i}` }));
    expect(campaignOf(2, [...named, ...onCards(1), ...beside], population)).toEqual([false, false]);
  });
});

describe('Which template families a sample shows to be public', () => {
  const sampled = (ownersInside: number, ownersOutside: number): boolean =>
    isPublic({ ownersInside, ownersOutside }, { ownersInside: 25_000, ownersOutside: 200_000 });

  it('takes what many owners outside use and hardly more inside', () => {
    expect(sampled(0, 500)).toBe(true);
    // Of 25,000 and 200,000 owners, one in ten: 4 % inside and 2.5 % outside.
    expect(sampled(100, 500)).toBe(true);
  });

  it('leaves open what is more common inside, and what too few outside use to tell', () => {
    expect(sampled(125, 500)).toBe(false);
    expect(sampled(0, 499)).toBe(false);
    expect(sampled(50, 0)).toBe(false);
  });
});

describe('Which template families are the campaign’s', () => {
  it('takes what several owners of the case use and hardly anyone outside', () => {
    expect(campaignOf(1, users(150, [0], { isInside: true }))).toEqual([true]);
    expect(campaignOf(1, users(3, [0], { isInside: true }))).toEqual([true]);
    expect(campaignOf(1, [...users(150, [0], { isInside: true }), ...users(20, [0], { rest: 90 })])).toEqual([
      true,
    ]);
  });

  it('leaves what one organisation uses, and what is public', () => {
    expect(campaignOf(1, users(2, [0], { isInside: true }))).toEqual([false]);
    expect(campaignOf(1, [...users(150, [0], { isInside: true }), ...users(400, [0], { rest: 90 })])).toEqual(
      [false],
    );
    expect(campaignOf(1, [...users(15, [0], { isInside: true }), ...users(60, [0], { rest: 90 })])).toEqual([
      false,
    ]);
  });

  it('leaves what a class of a programme uses, whoever of it is named, and the campaign in parts', () => {
    const campaign = [...users(20, [0, 1], { isInside: true }), ...users(60, [0, 1])];
    const withTask = [...users(5, [0, 1, 2], { isInside: true }), ...users(20, [0, 1, 2])];
    const students = (count: number) => [
      ...users(1, [2], { isInside: true, isMember: true }),
      ...users(count, [2], { isMember: true }),
    ];
    const of = (count: number) =>
      campaignOf(3, [...campaign, ...withTask, ...students(count)], {
        ownersInside: 200,
        ownersOutside: 20_000,
      });
    expect([of(40), of(10)]).toEqual([
      [true, true, false],
      [true, true, true],
    ]);
  });

  it('leaves what mostly members of programmes use', () => {
    const starterKit = users(12, [0, 1], { isInside: true, isMember: true });
    expect(campaignOf(2, starterKit)).toEqual([false, false]);
    // A reseller that runs on startup credits runs what others run too.
    expect(campaignOf(2, [...starterKit, ...users(12, [0, 1], { isInside: true, rest: 1 })])).toEqual([
      true,
      true,
    ]);
  });

  it('takes what mostly members of programmes use where a quarter of the named run that and nothing else', () => {
    const hidden = (named: number) => [
      ...users(named, [0, 1], { isInside: true, isMember: true }),
      ...users(40, [0, 1], { isMember: true }),
      ...users(20, [2, 3], { isInside: true }),
      ...users(60, [2, 3]),
    ];
    expect(campaignOf(4, hidden(50))).toEqual([true, true, true, true]);
    expect(campaignOf(4, hidden(49))).toEqual([false, false, true, true]);
    // Those who run the campaign's anyway may ask an assignment as well.
    const both = users(50, [0, 1, 2, 3], { isInside: true, isMember: true });
    expect(
      campaignOf(4, [
        ...both,
        ...users(60, [0, 1], { isMember: true }),
        ...users(60, [2, 3], { isInside: true }),
      ]),
    ).toEqual([false, false, true, true]);
  });

  it('leaves what the case uses in passing and many strangers use, whatever tool it is that the customers of a reseller have', () => {
    const named = users(20, [0, 1], { isInside: true }).map((account) => ({
      ...account,
      exchanges: 101,
      families: [0, 1, 2],
      counts: [60, 40, 1],
    }));
    const population = { ownersInside: 20, ownersOutside: 2_000 };
    const tool = (count: number): AccountFamilies[] => users(count, [2], { rest: 90 });
    expect(campaignOf(3, [...named, ...users(60, [0, 1]), ...tool(80)], population)).toEqual([
      true,
      true,
      false,
    ]);
    // A few strangers are no tool's users.
    expect(campaignOf(3, [...named, ...users(60, [0, 1]), ...tool(15)], population)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('knows the rest of a campaign of which the detectors have named a tenth', () => {
    const named = users(20, [0, 1], { isInside: true });
    const population = { ownersInside: 20, ownersOutside: 2_000 };
    expect(campaignOf(2, [...named, ...users(180, [0, 1])], population)).toEqual([true, true]);
    // A popular tool with a prompt of its own: its users outside do nothing else of the campaign.
    expect(campaignOf(2, [...named, ...users(180, [0]), ...users(180, [1])], population)).toEqual([
      false,
      false,
    ]);
  });

  it('takes what many strangers run where more than one in seven who do are named, and says so', () => {
    const judged = (inside: number, outside: number) => {
      const accounts = [
        ...users(inside, [0], { isInside: true, rest: 90 }),
        ...users(outside, [0], { rest: 90 }),
      ];
      const population = { ownersInside: inside, ownersOutside: 1_000 };
      return judgedOf(1, accounts, population).map(({ isCampaign, isWide }) => ({ isCampaign, isWide }));
    };
    expect(judged(40, 40)).toEqual([{ isCampaign: true, isWide: false }]);
    expect(judged(40, 140)).toEqual([{ isCampaign: true, isWide: true }]);
    expect(judged(20, 140)).toEqual([{ isCampaign: false, isWide: true }]);
  });
});

describe('What the case runs in passing', () => {
  const named = users(10, [0, 1], { isInside: true }).map((account) => ({ ...account, counts: [19, 1] }));
  const uses = [190, 10].map((exchangesInside) => ({
    ownersInside: 10,
    ownersOutside: 50,
    exchangesInside,
    exchangesOutside: 1,
  }));

  it('is half of what it does with one of its families, or less, whatever others do with it', () => {
    const others = users(50, [1]);
    expect(inPassing(uses, [...named, ...others])).toEqual([false, true]);
  });

  it('is all that others run who run hardly anything else of the campaign’s', () => {
    const passing = [false, true];
    const [runner] = users(1, [1]);
    const [both] = users(1, [0, 1]);
    const [neither] = users(1, []);
    expect([runner, both, neither].map((account) => runsOnly(account!, passing))).toEqual([
      true,
      false,
      false,
    ]);
    expect(runsOnly({ ...both!, counts: [1, 19] }, passing)).toBe(true);
  });
});

describe('What ties accounts', () => {
  it('is rare outside and weighs the more the fewer have it; carriers tie nobody', () => {
    const carrier = { value: 'carrier', key: 'carrier', ownersInside: 60, ownersOutside: 600 };
    const rare = { value: 'rare', key: 'rare', ownersInside: 4, ownersOutside: 0 };
    const common = { value: 'common', key: 'common', ownersInside: 100, ownersOutside: 10 };
    const found = ties([carrier, rare, common], POPULATION, RULE);
    expect(found.map((tie) => tie.value)).toEqual(['common', 'rare']);
    expect(found[1]!.weight).toBeGreaterThan(found[0]!.weight);
  });

  it('is a card of which one owner is named and the operator’s others are not, but no agency’s', () => {
    const card = (value: string, ownersOutside: number) => ({
      value,
      key: value,
      ownersInside: 1,
      ownersOutside,
    });
    const population = { ownersInside: 54, ownersOutside: 1_846 };
    const found = ties([card('operator', 11), card('agency', 40)], population, {
      ownersAtLeast: 1,
      liftAtLeast: 3,
    });
    expect(found.map((tie) => tie.value)).toEqual(['operator']);
  });

  it('is a card on which several are of the core and a good part of all, however large the core is', () => {
    const card = (value: string, ownersInside: number, ownersOutside: number) => ({
      value,
      key: value,
      ownersInside,
      ownersOutside,
    });
    const population = { ownersInside: 240, ownersOutside: 1_600 };
    const rule = { ownersAtLeast: 1, liftAtLeast: 3, often: { owners: 3, part: 0.1 } };
    const cards = [card('operator', 5, 26), card('agency', 3, 30), card('pair', 2, 10)];
    expect(ties(cards, population, rule).map((tie) => tie.value)).toEqual(['operator']);
    expect(ties(cards, population, { ownersAtLeast: 1, liftAtLeast: 3 })).toEqual([]);
  });
});

describe('What a key was used for', () => {
  const use = (campaignExchanges: number, exchanges = 100) => ({
    accountId: 'a',
    apiKeyId: 'k',
    exchanges,
    campaignExchanges,
    capabilities: { chat: exchanges },
    hours: [...Array<number>(12).fill(0), exchanges, ...Array<number>(11).fill(0)],
  });

  it('is cover only beside the campaign on the same account', () => {
    expect(suggestForKey(use(0), true)).toMatchObject({ suggestion: 'cover', score: 1 });
    expect(suggestForKey(use(0), false).suggestion).toBe('review');
  });

  it('is the campaign when a good part of it is, and a person’s to judge between', () => {
    expect(suggestForKey(use(100), true)).toMatchObject({ suggestion: 'campaign', score: 0 });
    expect(suggestForKey(use(20), true).suggestion).toBe('campaign');
    expect(suggestForKey(use(1), true).suggestion).toBe('review');
  });
});
