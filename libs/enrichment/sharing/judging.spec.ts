import { judgeFamily } from './campaign-families';
import { suggestForKey } from './key-suggestion';
import { ties } from './shared-thing';

const RULE = { ownersAtLeast: 3, liftAtLeast: 10, outsideAtMost: 0.05 };
const POPULATION = { ownersInside: 200, ownersOutside: 2_000 };
const FAMILY = { leader: '7', hashes: ['7'], exchanges: 500 };

describe('Which template families are the campaign’s', () => {
  const isCampaign = (ownersInside: number, ownersOutside: number): boolean =>
    judgeFamily(
      FAMILY,
      { ownersInside, ownersOutside, exchangesInside: 1, exchangesOutside: 1 },
      POPULATION,
      RULE,
    ).isCampaign;

  it('takes what several owners of the case use and hardly anyone outside', () => {
    expect(isCampaign(150, 0)).toBe(true);
    expect(isCampaign(3, 0)).toBe(true);
    expect(isCampaign(150, 20)).toBe(true);
  });

  it('leaves what one organisation uses, and what is public', () => {
    expect(isCampaign(2, 0)).toBe(false);
    expect(isCampaign(150, 400)).toBe(false);
    expect(isCampaign(15, 60)).toBe(false);
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
