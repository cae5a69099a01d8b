import type { FindingView, RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import {
  CHAINED,
  enrichedCase,
  idOf,
  idsOf,
  type Kind,
  OPERATED,
  OTHERS,
} from '../support/kinds-of-accounts';

const PROMPTED: Kind = { ...OPERATED, count: 40 };

const UNTOLD: Kind = { ...CHAINED, capabilityOf: OPERATED.capabilityOf };

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
      ...[0, 9, 18, 27].map((account) => idOf(PROMPTED.name, account)),
      ...[0, 8, 16, 24].map((account) => idOf(UNTOLD.name, account)),
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
