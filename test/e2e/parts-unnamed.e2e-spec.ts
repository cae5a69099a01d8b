import { startApp, type TestApp } from '../support/app';
import { enrichedCase, home, idOf, idsOf, type Kind, OTHERS } from '../support/kinds-of-accounts';

/** What every part of the campaign asks now and then. */
const common = (request: number): number => 6_000_000_000 + (request % 2) * 91_234_567;

/** The part that detectors know: prompts of its own, and the common ones in every sixth request. */
const KNOWN: Kind = {
  name: 'known',
  count: 16,
  secondOf: (account, request) =>
    ((account * 7 + request * 5) % 24) * 3_600 + ((account * 977 + request * 331) % 3_600),
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) =>
    request % 6 === 0 ? common(account) : 5_000_000_000 + ((account + request) % 4) * 91_234_567,
  networkOf: (account, request) => `203.0.113.${(account + request) % 5}`,
  clientOf: () => 'client-web',
  cardOf: (account) => `card-known-${account}`,
};

/** One that nobody has named, a third of all accounts: the common prompts beside its own, four on a card, at home anywhere. */
const UNNAMED: Kind = {
  ...KNOWN,
  name: 'unnamed',
  count: 96,
  templateOf: (account, request) => {
    // The last on every eighth card only chats.
    if (account % 32 === 31) return 30_000_000_000 + account * 9_876_543 + request * 1_357_911;
    return request % 6 === 0 ? common(account) : 7_000_000_000 + ((account + request) % 5) * 91_234_567;
  },
  networkOf: home(100),
  cardOf: (account) => `card-unnamed-${Math.floor(account / 4)}`,
};

describe('A part of a campaign that nobody has named', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ usage: true });
  });
  afterEach(() => app?.stop());

  const named = idsOf(KNOWN).slice(0, 10);

  it('is for a person although it makes the common prompts look like everybody’s, since it pays together', async () => {
    const { suggestions } = await enrichedCase(app, [KNOWN, UNNAMED, OTHERS], named);
    expect(idsOf(UNNAMED).filter((id) => suggestions.get(id)?.tier !== 'review')).toEqual([]);
    expect(suggestions.get(idOf('unnamed', 31))!.because).toContain(
      '3 of the 4 accounts on its card are for a ban or for a person.',
    );
    expect(idsOf(OTHERS).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });

  it('is taken for users of public prompts where each pays alone', async () => {
    const alone: Kind = { ...UNNAMED, cardOf: (account) => `card-unnamed-${account}` };
    const { suggestions } = await enrichedCase(app, [KNOWN, alone, OTHERS], named);
    expect(idsOf(alone).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });
});
