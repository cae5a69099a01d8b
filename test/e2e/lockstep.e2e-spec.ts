import { startApp, type TestApp } from '../support/app';
import { enrichedCase, home, idOf, idsOf, type Kind, OPERATED, OTHERS } from '../support/kinds-of-accounts';

const TICKS = 12;

/** A second of the day that follows no rule of the hour, the same for all who are asked for it. */
const tickOf = (day: number, tick: number): number =>
  (day * 48_611 + tick * 7_919 + day * tick * 1_237) % 86_400;

/**
 * Each is at home somewhere else, pays by itself and words its prompts for itself; one machine starts the requests of all,
 * at half of twelve moments of each day.
 */
const IN_STEP: Kind = {
  name: 'in-step',
  count: 40,
  secondOf: (account, request) =>
    tickOf(Math.floor(request / 6), (account * 5 + (request % 6) * (account % 2 === 0 ? 1 : 5)) % TICKS),
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) => 1_000_003 * (account * 60 + request + 1) * 7_919,
  networkOf: home(100),
  clientOf: () => 'client-web',
  cardOf: (account) => `card-in-step-${account}`,
};

/** Each starts its job at the full hour, as everybody's do. */
const HOURLY: Kind = {
  ...IN_STEP,
  name: 'hourly',
  count: 30,
  secondOf: (account, request) => ((account * 7 + request * 5) % 24) * 3_600 + (request % 3),
  networkOf: home(200),
  cardOf: (account) => `card-hourly-${account}`,
};

describe('Accounts that one machine starts', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp({ usage: true });
  });
  afterEach(() => app?.stop());

  const named = [...idsOf(OPERATED).slice(0, 24), idOf('other', 3), idOf('hourly', 4), idOf('hourly', 9)];
  const notIn = (
    suggestions: Awaited<ReturnType<typeof enrichedCase>>['suggestions'],
    kind: Kind,
  ): string[] => idsOf(kind).filter((id) => (suggestions.get(id)?.tier ?? 'none') === 'none');

  it('are for a person by the moments at which named ones act together, and jobs of the full hour are not', async () => {
    const steps = [0, 7, 14, 21].map((at) => idOf('in-step', at));
    const { suggestions } = await enrichedCase(
      app,
      [OPERATED, IN_STEP, HOURLY, OTHERS],
      [...named, ...steps],
    );
    expect(notIn(suggestions, IN_STEP)).toEqual([]);
    for (const id of [steps[0]!, idOf('in-step', 30)])
      expect(suggestions.get(id)!.because[0]).toMatch(
        /^It acts at \d+ moments at which named accounts that act together do so too, within five seconds/,
      );
    expect(notIn(suggestions, HOURLY)).toEqual(idsOf(HOURLY));
    expect(notIn(suggestions, OTHERS)).toEqual(idsOf(OTHERS));
  });

  it('are not where two are named: these may be one person', async () => {
    const steps = [idOf('in-step', 0), idOf('in-step', 7)];
    const { suggestions } = await enrichedCase(
      app,
      [OPERATED, IN_STEP, HOURLY, OTHERS],
      [...named, ...steps],
    );
    expect(notIn(suggestions, IN_STEP)).toEqual(idsOf(IN_STEP));
  });
});
