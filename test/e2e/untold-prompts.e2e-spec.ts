import type { FindingView, RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import {
  byDay,
  enrichedCase,
  home,
  idOf,
  idsOf,
  type Kind,
  onSchedule,
  OTHERS,
  START,
} from '../support/kinds-of-accounts';

const PROMPTED: Kind = {
  name: 'prompted',
  count: 40,
  secondOf: onSchedule,
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) => 5_000_000_000 + ((account + request) % 4) * 91_234_567,
  networkOf: (account, request) => `203.0.113.${(account + request) % 5}`,
  clientOf: () => 'client-prompted',
  cardOf: (account) => `card-prompted-${account % 4}`,
};

/** The log has no template of it. Its cards are of three accounts and lead on to each other by the bursts in which it was created. */
const UNTOLD: Kind = {
  name: 'untold',
  count: 36,
  secondOf: byDay,
  capabilityOf: () => 'agentic_coding',
  templateOf: () => null,
  networkOf: home(100),
  clientOf: () => 'client-web',
  cardOf: (account) => `card-untold-${Math.floor(account / 3)}`,
  createdOf: (account) =>
    START - (30 + ((account + Math.floor(account / 6)) % 6)) * 86_400_000 + account * 7_000,
};

/** So many that a card of three says something. */
const MANY_OTHERS: Kind = { ...OTHERS, count: 480 };

describe('An operator of whose requests the log has no template, beside one of which it has', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ usage: true });
  });
  afterAll(() => app?.stop());

  it('is told by its cards and bursts, as where no prompts are shared', async () => {
    const named = [
      ...[0, 9, 18, 27].map((account) => idOf('prompted', account)),
      ...[0, 8, 16, 24].map((account) => idOf('untold', account)),
    ];
    const { runPath, suggestions } = await enrichedCase(app, [PROMPTED, UNTOLD, MANY_OTHERS], named);
    const tierOf = (id: string) => suggestions.get(id)?.tier ?? 'none';
    expect(idsOf(PROMPTED).filter((id) => tierOf(id) !== 'ban')).toEqual([]);
    expect(idsOf(UNTOLD).filter((id) => tierOf(id) === 'none')).toEqual([]);
    expect(idsOf(MANY_OTHERS).filter((id) => tierOf(id) !== 'none')).toEqual([]);
    // Who uses a template is measured among those of whom the log has any.
    const investigator = await app.as('investigator');
    const run = await investigator.get<RunView>(runPath);
    const { findingId } = run.body.steps.find((step) => step.analyzer === 'shared-infrastructure')!;
    const finding = await investigator.get<FindingView>(`/v1/findings/${findingId}`);
    expect(finding.body.result['population']).toEqual({
      ownersInside: 4,
      ownersOutside: PROMPTED.count - 4 + MANY_OTHERS.count,
    });
  });
});
