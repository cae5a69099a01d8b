import { v7 as uuidv7 } from 'uuid';
import { OutboxMessage } from '@app/platform';
import type { JobQueueView, JobView } from '../../apps/api/jobs.controller';
import type { WaitingView } from '../../libs/letters/approvals/approvals.controller';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { until } from '../support/until';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}
interface Event {
  id: string;
  action: string;
  subjectId: string;
  sequence: string | null;
}

describe('what an administrator looks after', () => {
  let app: TestApp;
  let admin: HttpClient;
  beforeAll(async () => {
    app = await startApp();
    admin = await app.as('administrator');
  });
  afterAll(() => app?.stop());

  const states = async (queue: string): Promise<JobQueueView> =>
    (await admin.get<JobQueueView[]>('/v1/job-queues')).body.find(({ name }) => name === queue)!;

  it('sees jobs that failed for good, and has them tried again', async () => {
    // A payload of the wrong shape fails at once: no retry can cure it.
    await app.db.manager.insert(OutboxMessage, {
      queue: 'letters',
      name: 'dispatch-letter',
      payload: { unknown: true },
      options: { attempts: 3 },
    });
    await until(async () => (await states('letters')).failed === 1);
    const { body } = await admin.get<Listed<JobView>>('/v1/job-queues/letters/jobs');
    expect(body).toMatchObject({
      items: [{ name: 'dispatch-letter', payload: { unknown: true }, attempts: 1 }],
      nextCursor: null,
    });
    const job = body.items[0]!;
    expect(job.reason).toMatch(/unknown/);
    const path = `/v1/job-queues/letters/jobs/${job.id}/retry`;
    expect((await admin.post(path, {})).status).toBe(200);
    const again = await until(async () => {
      const now = (await admin.get<Listed<JobView>>('/v1/job-queues/letters/jobs')).body.items[0];
      return now && now.finishedAt !== job.finishedAt ? now : undefined;
    });
    expect(again).toMatchObject({ id: job.id, attempts: 1 });
    expect((await admin.get<Listed<Event>>('/v1/audit/events?action=job')).body.items).toMatchObject([
      { action: 'job.retried', subjectId: job.id },
    ]);
  });

  it('is told of queues and jobs that are not there, and nobody else sees any', async () => {
    expect((await admin.get('/v1/job-queues/none/jobs')).status).toBe(404);
    expect((await admin.post('/v1/job-queues/letters/jobs/none/retry', {})).status).toBe(404);
    expect((await (await app.as('auditor')).get('/v1/job-queues')).status).toBe(403);
  });

  it('reads the record, by what was done, by whom and to what, page by page', async () => {
    const auditor = await app.as('auditor');
    const team = (await admin.post<{ id: string }>('/v1/teams', { name: 'Audited' })).body.id;
    for (const description of ['one', 'two']) await admin.patch(`/v1/teams/${team}`, { description });
    const path = `/v1/audit/events?subjectId=${team}&limit=2`;
    const first = (await auditor.get<Listed<Event>>(path)).body;
    expect(first.items.map(({ action }) => action)).toEqual(['team.changed', 'team.changed']);
    const next = (await auditor.get<Listed<Event>>(`${path}&cursor=${first.nextCursor}`)).body;
    expect(next).toMatchObject({ items: [{ action: 'team.created' }], nextCursor: null });
    expect(
      (await auditor.get<Listed<Event>>(`/v1/audit/events?action=team.created&subjectId=${team}`)).body.items,
    ).toHaveLength(1);
    expect((await auditor.get<Listed<Event>>(`/v1/audit/events?actorId=${uuidv7()}`)).body.items).toEqual([]);
    expect((await admin.get('/v1/audit/events?from=yesterday')).status).toBe(400);
    expect((await (await app.as('analyst')).get('/v1/audit/events')).status).toBe(403);
  });

  it('tells each person what waits for them, and not what they made themselves', async () => {
    const lead = await app.as('enforcement_lead');
    const investigator = await app.as('investigator');
    const filed = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Waits',
      severity: 3,
    });
    const of = `/v1/cases/${filed.body.id}`;
    await investigator.post(`${of}/accounts`, { accountIds: ['acct-1'], source: 'a list' });
    await investigator.post(`${of}/accounts/verdicts`, {
      status: 'confirmed',
      accountIds: ['acct-1'],
      reason: 'Shares an instrument.',
    });
    const draft = await lead.post<{ id: string }>(`${of}/orders`, {
      action: 'ban',
      accounts: 'confirmed',
      reason: 'Extraction',
    });
    expect(draft.status).toBe(201);
    expect((await lead.post(`/v1/orders/${draft.body.id}/propose`, {})).status).toBe(200);
    const other = await app.as('enforcement_lead', 'second-lead');
    expect((await other.get<WaitingView[]>('/v1/me/approvals')).body).toMatchObject([
      { kind: 'order', act: 'approve', id: draft.body.id, caseTitle: 'Waits', byName: 'enforcement-lead' },
    ]);
    for (const one of [lead, investigator, await app.as('legal'), await app.as('signatory')])
      expect((await one.get<WaitingView[]>('/v1/me/approvals')).body).toEqual([]);
  });
});
