import { startApp, type TestApp } from '../support/app';
import { byDay, enrichedCase, home, idOf, idsOf, type Kind, OTHERS } from '../support/kinds-of-accounts';

const toolPrompt = (number: number): number => 1_000_000 + (number % 4) * 77_777_777;

/** Three of five requests with the tool, the others with prompts of the campaign alone. */
const OPERATED: Kind = {
  name: 'operated',
  count: 60,
  secondOf: byDay,
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) =>
    request % 5 < 3 ? toolPrompt(account + request) : 5_000_000_000 + ((account + request) % 6) * 91_234_567,
  networkOf: (account, request) => `203.0.113.${(account + request) % 8}`,
  clientOf: () => 'client-tool',
  cardOf: (account) => `card-operated-${Math.floor(account / 5)}`,
};

/** After the same, at the same hours, with the same software, three on a card. */
const TOOL_USER: Kind = {
  name: 'tool-user',
  count: 45,
  secondOf: byDay,
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) =>
    request % 5 < 4 ? toolPrompt(account + request) : 9_000_000_000 + account * 7_654_321,
  networkOf: home(0),
  clientOf: () => 'client-tool',
  cardOf: (account) => `card-tool-user-${Math.floor(account / 3)}`,
};

describe('Whoever uses the tool that a campaign works with', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ usage: true });
  });
  afterAll(() => app?.stop());

  it('is for a person, named by mistake or not; the campaign is told by what it runs besides', async () => {
    const named = Array.from({ length: 14 }, (_, n) => idOf('operated', n * 4));
    const byMistake = [idOf('tool-user', 4), idOf('tool-user', 31)];
    const kinds = [OPERATED, TOOL_USER, OTHERS];
    const { suggestions } = await enrichedCase(app, kinds, [...named, ...byMistake]);
    const tierOf = (id: string): string => suggestions.get(id)?.tier ?? 'none';
    expect(idsOf(OPERATED).filter((id) => tierOf(id) !== 'ban')).toEqual([]);
    expect(idsOf(TOOL_USER).filter((id) => tierOf(id) !== 'review')).toEqual([]);
    for (const id of [...byMistake, idOf('tool-user', 12)])
      expect(suggestions.get(id)!.because[0]).toMatch(
        /^Nearly all named accounts that run the same prompts run others of the campaign besides, and it does not/,
      );
    expect(idsOf(OTHERS).filter((id) => tierOf(id) !== 'none')).toEqual([]);
  });
});
