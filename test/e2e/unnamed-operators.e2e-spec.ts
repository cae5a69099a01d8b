import { startApp, type TestApp } from '../support/app';
import {
  byDay,
  enrichedCase,
  home,
  idOf,
  idsOf,
  type Kind,
  OPERATED,
  OTHERS,
} from '../support/kinds-of-accounts';

/** Two prompts that both operators run. */
const COMMON = (request: number): number => 3_000_000_000 + (request % 2) * 87_654_321;

const NAMED: Kind = {
  ...OPERATED,
  name: 'named',
  count: 40,
  templateOf: (account, request) =>
    request % 3 === 0 ? COMMON(account + request) : OPERATED.templateOf(account, request),
};

/** Works by day, from networks and with prompts of its own; half of its accounts run what is common, one time in ten. */
const UNNAMED: Kind = {
  name: 'unnamed',
  count: 12,
  secondOf: byDay,
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) =>
    account % 2 === 0 && request % 10 === 0
      ? COMMON(request / 10)
      : 7_000_000_000 + ((account + request) % 5) * 91_234_567,
  networkOf: (account, request) => home(100)((account + request) % 3),
  clientOf: () => 'client-unnamed',
  cardOf: (account) => `card-unnamed-${account}`,
};

/** Bought from the same farm as the named ones, and alike in nothing but their cards; each works from a home of its own. */
const FARMED: Kind = {
  name: 'farmed',
  count: 12,
  secondOf: byDay,
  capabilityOf: () => 'cot_elicitation',
  templateOf: (account, request) => 11_000_000_000 + ((account + request) % 5) * 91_234_567,
  networkOf: home(300),
  clientOf: () => 'client-farmed',
  cardOf: OPERATED.cardOf,
};

describe('An operator of whom nobody is named', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ usage: true });
  });
  afterEach(() => app?.stop());

  it('is for a person where its accounts run one kit and are on cards of the campaign', async () => {
    const named = [0, 9, 18, 27].map((account) => idOf('named', account));
    const { suggestions } = await enrichedCase(app, [NAMED, FARMED, OTHERS], named);
    expect(idsOf(FARMED).filter((id) => suggestions.get(id)?.tier !== 'review')).toEqual([]);
    expect(suggestions.get(idOf('farmed', 1))!.because).toEqual([
      expect.stringMatching(
        /^It is one of 12 accounts that run the same 5 template families and little else.* 12 of them are on cards of the campaign/,
      ),
      'It is on a card of the campaign.',
    ]);
    expect(idsOf(OTHERS).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });

  it('is for a person where two of its accounts pay with a card of the campaign', async () => {
    const named = [0, 9, 18, 27].map((account) => idOf('named', account));
    const neighbours: Kind = {
      ...FARMED,
      cardOf: (account) => (account < 2 ? OPERATED.cardOf(account) : `card-neighbour-${account}`),
    };
    const { suggestions } = await enrichedCase(app, [NAMED, neighbours, OTHERS], named);
    expect(idsOf(neighbours).filter((id) => suggestions.get(id)?.tier !== 'review')).toEqual([]);
    expect(suggestions.get(idOf('farmed', 5))!.because).toEqual([
      expect.stringMatching(/ 2 of them are on cards of the campaign\. No detector/),
      'Others of them are on cards of the campaign; it is not, and runs their prompts all the same.',
    ]);
    expect(idsOf(OTHERS).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });

  it('is for a person where its accounts pay with a card of such a neighbour', async () => {
    const named = [0, 9, 18, 27].map((account) => idOf('named', account));
    const first: Kind = {
      ...FARMED,
      cardOf: (account) => (account < 2 ? OPERATED.cardOf(account) : `card-first-${account % 5}`),
    };
    const second: Kind = {
      ...FARMED,
      name: 'second',
      templateOf: (account, request) => 13_000_000_000 + ((account + request) % 5) * 91_234_567,
      networkOf: home(340),
      cardOf: (account) => (account < 2 ? `card-first-${account}` : `card-second-${account}`),
    };
    const { suggestions } = await enrichedCase(app, [NAMED, first, second, OTHERS], named);
    for (const kind of [first, second])
      expect(idsOf(kind).filter((id) => suggestions.get(id)?.tier !== 'review')).toEqual([]);
    expect(suggestions.get(idOf('second', 5))!.because).toEqual([
      expect.stringMatching(/ 2 of them are on cards of accounts that are for a ban or for a person\./),
      'Others of them are on cards of such accounts; it is not, and runs their prompts all the same.',
    ]);
    expect(idsOf(OTHERS).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });

  it('is for a person as a whole where some of its accounts run prompts of the campaign', async () => {
    const named = [0, 9, 18, 27].map((account) => idOf('named', account));
    const { suggestions } = await enrichedCase(app, [NAMED, UNNAMED, OTHERS], named);
    expect(idsOf(NAMED).filter((id) => suggestions.get(id)?.tier !== 'ban')).toEqual([]);
    expect(idsOf(UNNAMED).filter((id) => suggestions.get(id)?.tier !== 'review')).toEqual([]);
    expect(suggestions.get(idOf('unnamed', 1))!.because).toEqual([
      expect.stringMatching(
        /^It is one of 12 accounts that run the same 5 template families and little else/,
      ),
      'Many of them run some prompts of the campaign as well; it does not, or hardly.',
    ]);
    expect(idsOf(OTHERS).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });
});
