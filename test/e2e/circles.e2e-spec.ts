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

/** Works by day, from networks, with prompts and cards of its own: nothing ties it to the operator that most named are of. */
const BESIDE: Kind = {
  name: 'beside',
  count: 30,
  secondOf: byDay,
  capabilityOf: () => 'cot_elicitation',
  templateOf: (account, request) => 7_000_000_000 + ((account + request) % 5) * 91_234_567,
  networkOf: (account, request) => home(100)((account + request) % 4),
  clientOf: () => 'client-web',
  cardOf: (account) => `card-beside-${account}`,
};

describe('An operator of whom few are named beside another', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ usage: true });
  });
  afterEach(() => app?.stop());

  const besides = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => idOf('beside', at * 9));
  const named = [...idsOf(OPERATED).slice(0, 24), idOf('other', 3), idOf('other', 8)];

  it('is for a person by what its own named accounts have in common', async () => {
    const { suggestions } = await enrichedCase(app, [OPERATED, BESIDE, OTHERS], [...named, ...besides(3)]);
    expect(idsOf(OPERATED).filter((id) => suggestions.get(id)?.tier !== 'ban')).toEqual([]);
    expect(idsOf(BESIDE).filter((id) => suggestions.get(id)?.tier !== 'review')).toEqual([]);
    for (const id of [besides(3)[0]!, idOf('beside', 4)])
      expect(suggestions.get(id)!.because[0]).toMatch(
        /^3 named accounts have cards, networks or prompts in common, and little with the rest of the case\./,
      );
    expect(idsOf(OTHERS).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });

  it('is none where two are named: these may be mistakes', async () => {
    const { suggestions } = await enrichedCase(app, [OPERATED, BESIDE, OTHERS], [...named, ...besides(2)]);
    expect(idsOf(BESIDE).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });

  it('is none where its named accounts only chat, as everybody does', async () => {
    const chatting: Kind = { ...BESIDE, capabilityOf: () => 'chat' };
    const { suggestions } = await enrichedCase(app, [OPERATED, chatting, OTHERS], [...named, ...besides(3)]);
    expect(idsOf(chatting).filter((id) => (suggestions.get(id)?.tier ?? 'none') !== 'none')).toEqual([]);
  });
});
