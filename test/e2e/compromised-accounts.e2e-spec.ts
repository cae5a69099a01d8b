import type { FindingView, RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import {
  A_DAY,
  byDay,
  enrichedCase,
  home,
  idOf,
  idsOf,
  type Kind,
  onSchedule,
  OPERATED,
  OTHERS,
} from '../support/kinds-of-accounts';

const dayOf = (request: number): number => Math.floor(request / A_DAY);

/** Whose requests are the campaign's when `isCampaign` says so, and people's otherwise, from networks of their own. */
const half = (name: string, number: number, isCampaign: (request: number) => boolean): Kind => ({
  name,
  count: 4,
  secondOf: (account, request) => (isCampaign(request) ? onSchedule : byDay)(account, request),
  capabilityOf: (request) => (isCampaign(request) ? OPERATED : OTHERS).capabilityOf(request),
  templateOf: (account, request) =>
    isCampaign(request)
      ? OPERATED.templateOf(account, request)
      : (30 + number) * 1_000_000_000 + account * 9_876_543 + (request % 3) * 1_357_911,
  networkOf: (account, request) =>
    isCampaign(request) ? OPERATED.networkOf(account, request) : home(10 * number)(account),
  clientOf: (request) => (isCampaign(request) ? OPERATED : OTHERS).clientOf(request),
  cardOf: (account) => `card-${name}-${account}`,
});

/** Its key is stolen in the sixth day; its owner notices nothing and goes on. */
const VICTIMS = half('victim', 10, (request) => dayOf(request) >= 5 && request % 2 === 0);
/** Stolen from the second day on; the thief goes after the fifth. */
const EARLY_VICTIMS = half(
  'early-victim',
  13,
  (request) => [1, 2, 3, 4].includes(dayOf(request)) && request % 2 === 0,
);
/** Sold to the campaign in the sixth day. */
const SOLD = half('sold', 11, (request) => dayOf(request) >= 5);
/** Carries traffic of others beside the campaign's from its first day on. */
const RESELLERS = half('reseller', 12, (request) => request % 2 === 0);

describe('Whose key may be stolen', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ usage: true });
  });
  afterAll(() => app?.stop());

  it('is for a person, named or not, with the advice to revoke the key; who sold an account or resells it is not', async () => {
    const investigator = await app.as('investigator');
    const named = [
      ...Array.from({ length: 12 }, (_, account) => idOf('operated', account * 2)),
      ...[VICTIMS, EARLY_VICTIMS, SOLD, RESELLERS].map(({ name }) => idOf(name, 0)),
    ];
    const kinds = [OPERATED, VICTIMS, EARLY_VICTIMS, SOLD, RESELLERS, OTHERS];
    const { runPath, suggestions } = await enrichedCase(app, kinds, named);
    const { body: run } = await investigator.get<RunView>(runPath);
    const { findingId } = run.steps.find(({ analyzer }) => analyzer === 'membership')!;
    const { body: finding } = await investigator.get<FindingView>(`/v1/findings/${findingId}`);
    expect(finding.result['compromised']).toEqual({ accounts: 8, inCase: 2 });
    for (const id of [...idsOf(VICTIMS), ...idsOf(EARLY_VICTIMS)]) {
      expect([id, suggestions.get(id)?.tier]).toEqual([id, 'review']);
      expect(suggestions.get(id)?.because[0]).toMatch(/^Its owner has work of their own, .* revoke the keys/);
    }
    const others = [...idsOf(SOLD), ...idsOf(RESELLERS), ...idsOf(OPERATED)];
    expect(others.filter((id) => suggestions.get(id)?.tier !== 'ban')).toEqual([]);
  });
});
