import type { CaseView } from '../../libs/cases/cases.dto';
import type { PrecisionView } from '../../libs/kpis/precision/precision.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { type MadeAlert, type MadeCase, putAlert, putCase } from '../support/made-casework';

describe('the precision of detectors', () => {
  let app: TestApp;
  let analyst: HttpClient;
  let detectorId: string;
  let otherId: string;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    analyst = await app.as('analyst');
    await app.detector('template-watch');
    await app.detector('billing-watch');
    const detectors = await analyst.get<{ id: string; name: string }[]>('/v1/detectors');
    detectorId = detectors.body.find(({ name }) => name === 'template-watch')!.id;
    otherId = detectors.body.find(({ name }) => name === 'billing-watch')!.id;
  });
  afterAll(() => app.stop());

  const makeCase = (made: MadeCase): Promise<string> => putCase(app.db, made);
  const makeAlert = (made: MadeAlert): Promise<string> => putAlert(app.db, made);

  const SPRING = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
  const march = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T08:00:00Z`;
  const precision = async (query = ''): Promise<PrecisionView> => {
    const answer = await analyst.get<PrecisionView>(
      `/v1/detectors/${detectorId}/precision?${SPRING}${query}`,
    );
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  };

  beforeAll(async () => {
    const closed = (resolution: string): Promise<string> =>
      makeCase({ stage: 'Closed', opened: march(1), closed: march(20), resolution });
    const [good, bad, unclear] = [
      await closed('TruePositive'),
      await closed('FalsePositive'),
      await closed('Indeterminate'),
    ];
    const open = await makeCase({ stage: 'New', opened: march(1) });
    const taken = (caseId: string, day: number, version?: string): Promise<string> =>
      makeAlert({
        detectorId,
        stage: 'Imported',
        caseId,
        seen: march(day),
        imported: march(day),
        ...(version ? { version } : {}),
      });
    for (let n = 0; n < 8; n += 1) await taken(good, 2);
    await taken(bad, 3, '2.0.0');
    await taken(unclear, 3, '2.0.0');
    await taken(open, 3, '2.0.0');
    for (const resolution of ['TruePositive', 'FalsePositive', 'Duplicated', 'Other'])
      await makeAlert({ detectorId, stage: 'Closed', seen: march(10), closed: march(11), resolution });
    await makeAlert({ detectorId, seen: march(11), version: null });
    await makeAlert({ detectorId, stage: 'Closed', seen: march(11), closed: march(11), sandbox: true });
    await makeAlert({ detectorId: otherId, stage: 'Closed', seen: march(11), closed: march(11) });
  });

  it('is counted by alert and by finding, with what says nothing counted apart', async () => {
    const { total, leftOut, groups } = await precision();
    expect(groups).toEqual([]);
    expect(leftOut).toEqual({ sandbox: 1 });
    expect(total.byAlert).toEqual({
      outcomes: {
        truePositive: 9,
        falsePositive: 2,
        indeterminate: 1,
        duplicated: 1,
        other: 1,
        undecided: 2,
      },
      precision: { of: 11, share: 0.8182, low: 0.523, high: 0.9486 },
    });
    expect(total.byFinding).toEqual({
      outcomes: {
        truePositive: 2,
        falsePositive: 2,
        indeterminate: 1,
        duplicated: 1,
        other: 1,
        undecided: 2,
      },
      precision: { of: 4, share: 0.5, low: 0.15, high: 0.85 },
    });
  });

  it('is told by version of the analytic, and by period', async () => {
    const versions = await precision('&groupBy=version');
    expect(
      versions.groups.map(({ analyticName, analyticVersion, byAlert }) => [
        analyticName,
        analyticVersion,
        byAlert.precision?.share,
      ]),
    ).toEqual([
      ['template-watch', null, undefined],
      ['template-watch', '1.0.0', 0.9],
      ['template-watch', '2.0.0', 0],
    ]);
    const weeks = await precision('&groupBy=week&zone=America/New_York');
    expect(weeks.groups.map(({ part, byFinding }) => [part, byFinding.precision?.of])).toEqual([
      ['2026-03-02', 2],
      ['2026-03-09', 2],
    ]);
  });

  it('counts an alert of a merged case by the case that stands', async () => {
    const investigator = await app.as('investigator');
    const file = async (): Promise<string> =>
      (
        await investigator.post<CaseView>('/v1/cases', {
          kind: 'other',
          title: 'Case',
          summary: 'All.',
          severity: 2,
          playbook: false,
        })
      ).body.id;
    const [from, into] = [await file(), await file()];
    const alertId = await makeAlert({ detectorId, seen: '2026-02-10T08:00:00Z' });
    await investigator.post(`/v1/cases/${from}/alerts`, { alertIds: [alertId] });
    await investigator.post(`/v1/cases/${from}/merge`, { intoId: into });
    const end = { stage: 'Closed', resolution: 'TruePositive', impact: 'WithImpact' };
    await investigator.post(`/v1/cases/${into}/transition`, end);
    const { body } = await analyst.get<PrecisionView>(
      `/v1/detectors/${detectorId}/precision?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z`,
    );
    expect(body.total.byAlert.outcomes).toMatchObject({ truePositive: 1, duplicated: 0 });
  });

  it('is where the detector says', async () => {
    const detector = await analyst.get<{ precisionPath: string }>(`/v1/detectors/${detectorId}`);
    expect(await analyst.get(detector.body.precisionPath)).toMatchObject({
      status: 200,
      body: { detectorId },
    });
    const unknown = '/v1/detectors/018f0000-0000-7000-8000-000000000000/precision';
    expect(await analyst.get(unknown)).toMatchObject({ status: 404 });
  });
});
