import type { CaseView } from '../../libs/cases/cases.dto';
import type { BacklogView, FlowView, KpiGroupView, KpisView } from '../../libs/kpis/kpis.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { type MadeAlert, type MadeCase, putAlert, putCase } from '../support/made-casework';

const HOUR = 3_600;
/** A moment of June 2026, as day and time. */
const june = (moment: string): string => `2026-06-${moment}:00Z`;

describe('the KPIs', () => {
  let app: TestApp;
  let analyst: HttpClient;
  let detectorId: string;
  let otherId: string;
  let teamId: string;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    analyst = await app.as('analyst');
    await app.detector('template-watch');
    await app.detector('billing-watch');
    const detectors =
      await analyst.get<{ id: string; name: string; precisionPath: string }[]>('/v1/detectors');
    detectorId = detectors.body.find(({ name }) => name === 'template-watch')!.id;
    otherId = detectors.body.find(({ name }) => name === 'billing-watch')!.id;
    const administrator = await app.as('administrator');
    teamId = (await administrator.post<{ id: string }>('/v1/teams', { name: 'Night shift', memberIds: [] }))
      .body.id;
  });
  afterAll(() => app.stop());

  const makeCase = (made: MadeCase): Promise<string> => putCase(app.db, made);
  const makeAlert = (made: MadeAlert): Promise<string> => putAlert(app.db, made);

  const JUNE = `from=${june('01T00:00')}&to=2026-07-01T00:00:00Z`;
  const kpis = async (query: string): Promise<KpisView> => {
    const answer = await analyst.get<KpisView>(`/v1/kpis?${query}`);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  };
  const kpi = ({ kpis: all }: KpiGroupView, name: string): object => {
    const { formula: _, description: __, name: ___, ...measured } = all.find((one) => one.name === name)!;
    return measured;
  };
  const none = { occurrenceUnknown: 0, waiting: 0, passedBy: 0, open: 0 };

  describe('of cases', () => {
    beforeAll(async () => {
      // Detected after 1 h, triaged after 2 h, resolved after 24 h.
      await makeCase({
        stage: 'Closed',
        occurred: june('02T08:00'),
        opened: june('02T09:00'),
        inProgress: june('02T11:00'),
        closed: june('03T11:00'),
        teamId,
      });
      // 3 h, 4 h, 48 h by its last closing; it was closed first after 12 h.
      await makeCase({
        stage: 'Closed',
        occurred: june('10T06:00'),
        opened: june('10T09:00'),
        inProgress: june('10T13:00'),
        firstClosed: june('11T01:00'),
        closed: june('12T13:00'),
        severity: 4,
      });
      // Taken up again: it has no end now.
      await makeCase({
        stage: 'InProgress',
        opened: june('10T23:30'),
        inProgress: june('11T05:30'),
        firstClosed: june('12T00:00'),
      });
      // The dates of the case say that it began after it was opened.
      await makeCase({ stage: 'New', occurred: june('20T10:00'), opened: june('20T09:00') });
      // Closed at once.
      await makeCase({ stage: 'Closed', kind: 'other', opened: june('21T09:00'), closed: june('21T10:00') });
      const into = await makeCase({ stage: 'New', opened: '2026-05-31T23:59:59Z' });
      await makeCase({
        stage: 'Closed',
        opened: june('22T09:00'),
        closed: june('22T10:00'),
        mergedInto: into,
      });
    });

    it('are those that one computes by hand', async () => {
      const { total, leftOut, from, to, zone } = await kpis(`subject=cases&${JUNE}`);
      expect({ from, to, zone }).toEqual({
        from: '2026-06-01T00:00:00.000Z',
        to: '2026-07-01T00:00:00.000Z',
        zone: 'UTC',
      });
      expect(total).toMatchObject({ key: null, count: 5, reopened: 2 });
      expect(leftOut).toEqual({ merged: 1 });
      expect(kpi(total, 'TTD')).toEqual({
        count: 2,
        negative: 1,
        missing: { ...none, occurrenceUnknown: 2 },
        p50: 2 * HOUR,
        p90: 2.8 * HOUR,
        mean: 2 * HOUR,
      });
      expect(kpi(total, 'TTT')).toEqual({
        count: 3,
        negative: 0,
        missing: { ...none, waiting: 1, passedBy: 1 },
        p50: 4 * HOUR,
        p90: 5.6 * HOUR,
        mean: 4 * HOUR,
      });
      expect(kpi(total, 'TTA')).toEqual({
        count: 2,
        negative: 0,
        missing: { ...none, occurrenceUnknown: 2, waiting: 1 },
        p50: 5 * HOUR,
        p90: 6.6 * HOUR,
        mean: 5 * HOUR,
      });
      expect(kpi(total, 'TTR')).toEqual({
        count: 2,
        negative: 0,
        missing: { ...none, waiting: 1, passedBy: 1, open: 1 },
        p50: 36 * HOUR,
        p90: 45.6 * HOUR,
        mean: 36 * HOUR,
      });
      expect(total.kpis.map(({ name }) => name)).toEqual(['TTD', 'TTT', 'TTA', 'TTR']);
    });

    it('are told apart by what cases are', async () => {
      const groups = async (group: string): Promise<[string | null, string | null, number][]> =>
        (await kpis(`subject=cases&${JUNE}&groupBy=${group}`)).groups.map(({ key, name, count }) => [
          key,
          name,
          count,
        ]);
      expect(await groups('kind')).toEqual([
        ['distillation', 'distillation', 4],
        ['other', 'other', 1],
      ]);
      expect(await groups('team')).toEqual([
        [null, null, 4],
        [teamId, 'Night shift', 1],
      ]);
      expect(await groups('severity')).toEqual([
        ['2', '2', 4],
        ['4', '4', 1],
      ]);
      expect(await groups('month')).toEqual([['2026-06-01', '2026-06-01', 5]]);
      expect(await groups('week')).toEqual([
        ['2026-06-01', '2026-06-01', 1],
        ['2026-06-08', '2026-06-08', 2],
        ['2026-06-15', '2026-06-15', 2],
      ]);
    });

    it('are of what a query finds, if there is one', async () => {
      const found = async (q: string): Promise<number> =>
        (await kpis(`subject=cases&${JUNE}&groupBy=month&q=${encodeURIComponent(q)}`)).total.count;
      expect(await found('')).toBe(5);
      expect(await found('kind:distillation team:"Night shift"')).toBe(1);
      expect(await found('stage:Closed severity:>=4')).toBe(1);
      expect(await found('owner:me')).toBe(0);
      expect(await analyst.get(`/v1/kpis?subject=cases&q=severty:4`)).toMatchObject({
        status: 400,
        body: { type: '/problems/invalid-query' },
      });
    });

    it('have the days of the zone', async () => {
      const days = async (zone: string): Promise<(string | null)[]> =>
        (await kpis(`subject=cases&${JUNE}&groupBy=day&zone=${zone}`)).groups.map(({ key }) => key);
      expect(await days('UTC')).toEqual(['2026-06-02', '2026-06-10', '2026-06-20', '2026-06-21']);
      expect(await days('Europe/Berlin')).toContain('2026-06-11');
    });
  });

  describe('of alerts', () => {
    const JULY = 'from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z';
    const july = (moment: string): string => `2026-07-${moment}:00Z`;
    let openId: string;

    beforeAll(async () => {
      openId = await makeCase({ stage: 'InProgress', opened: '2026-05-01T00:00:00Z', teamId });
      // In progress after 1 h, a case had it after 3 h.
      await makeAlert({
        detectorId,
        stage: 'Imported',
        caseId: openId,
        occurred: july('02T06:00'),
        seen: july('02T08:00'),
        inProgress: july('02T09:00'),
        imported: july('02T11:00'),
      });
      // A case had it, gave it back, and it was closed 5 h after it came.
      await makeAlert({
        detectorId,
        stage: 'Closed',
        occurred: july('03T06:00'),
        seen: july('03T08:00'),
        inProgress: july('03T11:00'),
        imported: july('03T09:00'),
        closed: july('03T13:00'),
      });
      // Correlation took it at once.
      await makeAlert({
        detectorId: otherId,
        stage: 'Imported',
        caseId: openId,
        seen: july('03T08:00'),
        imported: july('03T08:00'),
      });
      await makeAlert({ detectorId: otherId, seen: july('04T08:00') });
      await makeAlert({ detectorId, seen: july('04T08:00'), sandbox: true });
      await makeAlert({ detectorId, seen: july('04T08:00'), muted: true });
    });

    it('are those that one computes by hand', async () => {
      const { total, leftOut } = await kpis(`subject=alerts&${JULY}`);
      expect(total).toMatchObject({ count: 4, reopened: 0 });
      expect(leftOut).toEqual({ sandbox: 1, muted: 1 });
      expect(kpi(total, 'TTD')).toMatchObject({ count: 4, p50: HOUR, mean: HOUR });
      expect(kpi(total, 'TTT')).toEqual({
        count: 2,
        negative: 0,
        missing: { ...none, waiting: 1, passedBy: 1 },
        p50: 2 * HOUR,
        p90: 2.8 * HOUR,
        mean: 2 * HOUR,
      });
      expect(kpi(total, 'TTQ')).toEqual({
        count: 3,
        negative: 0,
        missing: { ...none, open: 1 },
        p50: 3 * HOUR,
        p90: 4.6 * HOUR,
        mean: 9_600,
      });
    });

    it.each([
      ['detector', ['billing-watch', 2], ['template-watch', 2]],
      ['team', [null, 2], ['Night shift', 2]],
      ['owner', [null, 4]],
      ['kind', ['distillation.template', 4]],
      ['queue', ['Inbox', 4]],
      ['day', ['2026-07-02', 1], ['2026-07-03', 2], ['2026-07-04', 1]],
    ])('are told apart by %s', async (group, ...expected) => {
      const { groups, isMore } = await kpis(`subject=alerts&${JULY}&groupBy=${group}`);
      const found = groups.map(({ name, count }) => [name, count]);
      expect(found).toHaveLength(expected.length);
      expect(found).toEqual(expect.arrayContaining(expected));
      expect(isMore).toBe(false);
    });

    it('tell of cases by the detectors whose alerts they have', async () => {
      const { groups, total } = await kpis(
        `subject=cases&from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z&groupBy=detector`,
      );
      expect(total.count).toBe(1);
      expect(groups).toHaveLength(2);
      expect(groups).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'billing-watch', count: 1 }),
          expect.objectContaining({ name: 'template-watch', count: 1 }),
        ]),
      );
    });

    it('tell what came and went, also of empty days', async () => {
      const { body } = await analyst.get<FlowView>(
        '/v1/kpis/flow?subject=alerts&from=2026-07-02T00:00:00Z&to=2026-07-06T00:00:00Z',
      );
      const zero = { imported: 0, closed: 0, reopened: 0, merged: 0, opened: 0 };
      expect(body.parts).toEqual([
        { ...zero, part: '2026-07-02', opened: 1, imported: 1 },
        { ...zero, part: '2026-07-03', opened: 2, imported: 2, closed: 1 },
        { ...zero, part: '2026-07-04', opened: 1 },
        { ...zero, part: '2026-07-05' },
      ]);
    });
  });

  it('tell which cases were opened, closed, taken up again and merged today', async () => {
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
    const [one, two, three] = [await file(), await file(), await file()];
    const move = (id: string, body: object): Promise<unknown> =>
      investigator.post(`/v1/cases/${id}/transition`, body);
    const end = { stage: 'Closed', resolution: 'Other', impact: 'NotApplicable' };
    for (const id of [one, two]) await move(id, end);
    await move(one, { stage: 'InProgress' });
    await move(one, { phase: 'Investigation' });
    await move(one, end);
    await investigator.post(`/v1/cases/${three}/merge`, { intoId: one });
    const four = await file();
    await investigator.post(`/v1/cases/${three}/merge`, { intoId: four });
    const now = new Date();
    const from = new Date(now.getTime() - HOUR * 1_000).toISOString();
    const to = new Date(now.getTime() + 60_000).toISOString();
    const { body } = await analyst.get<FlowView>(
      `/v1/kpis/flow?subject=cases&by=month&from=${from}&to=${to}`,
    );
    const sum = (what: 'opened' | 'closed' | 'reopened' | 'merged'): number =>
      body.parts.reduce((all, part) => all + part[what], 0);
    expect([sum('opened'), sum('closed'), sum('reopened'), sum('merged')]).toEqual([4, 3, 1, 1]);
  });

  describe('of what waits', () => {
    it('tell its age by queue, with what is snoozed apart', async () => {
      const administrator = await app.as('administrator');
      const queue = await administrator.post<{ id: string }>('/v1/alert-queues', {
        name: 'Empty',
        position: 5,
      });
      expect(queue.status).toBe(201);
      await app.db.query(
        `UPDATE alerts SET stage = 'Closed', resolution = 'Other', summary = 'x' WHERE stage = 'New'`,
      );
      const ago = (hours: number): string => new Date(Date.now() - hours * HOUR * 1_000).toISOString();
      const oldest = ago(24 * 30);
      for (const seen of [ago(0.5), ago(0.2), ago(2), ago(12), ago(48), ago(100), oldest])
        await makeAlert({ detectorId, seen });
      await makeAlert({ detectorId, seen: ago(1_000), snoozedUntil: ago(-5) });
      await makeAlert({ detectorId, seen: ago(12), snoozedUntil: ago(1) });
      await makeAlert({ detectorId, seen: ago(12), muted: true });
      const { body } = await analyst.get<BacklogView>('/v1/kpis/backlog?subject=alerts');
      const empty = { under1h: 0, under4h: 0, under24h: 0, under3d: 0, under7d: 0, older: 0 };
      expect(
        body.rows.map(({ queueName, waiting, snoozed, oldestAt, buckets }) => ({
          queueName,
          waiting,
          snoozed,
          oldestAt,
          buckets,
        })),
      ).toEqual(
        expect.arrayContaining([
          {
            queueName: 'Inbox',
            waiting: 8,
            snoozed: 1,
            oldestAt: oldest,
            buckets: { under1h: 2, under4h: 1, under24h: 2, under3d: 1, under7d: 1, older: 1 },
          },
          { queueName: 'Empty', waiting: 0, snoozed: 0, oldestAt: null, buckets: empty },
        ]),
      );
    });

    it('tell of cases by stage and team', async () => {
      const { body } = await analyst.get<BacklogView>('/v1/kpis/backlog?subject=cases');
      const found = body.rows.map(({ stage, teamName, waiting }) => [stage, teamName, waiting]);
      expect(found).toEqual([
        ['New', null, 3],
        ['InProgress', null, 1],
        ['InProgress', 'Night shift', 1],
      ]);
    });
  });

  it.each([
    ['subject=letters', '/subject'],
    ['subject=cases&groupBy=queue', '?groupBy'],
    ['subject=cases&from=2026-02-30T00:00:00Z', '/from'],
    ['subject=cases&from=2020-01-01T00:00:00Z', '?from'],
    ['subject=cases&to=0000-01-01T00:00:00Z', '?from'],
    ['subject=cases&zone=Mars/Olympus', '?zone'],
    ['subject=cases&zone=%2B02:00', '?zone'],
  ])('refuse %j by name', async (query, pointer) => {
    expect(await analyst.get(`/v1/kpis?${query}`)).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
  });

  it("are not for a detector's key", async () => {
    const detector = await app.detector('third-watch', ['alerts.send', 'alerts.read']);
    for (const path of ['?subject=alerts', '/backlog?subject=alerts', '/flow?subject=alerts'])
      expect(await detector.get(`/v1/kpis${path}`)).toMatchObject({ status: 403 });
  });
});
