import { flagAttribution } from '@app/enrichment';
import type { JudgementView } from '../../libs/enrichment/attribution/judgements.dto';
import { LettersWorker } from '../../libs/letters/letters.worker';
import type { LetterView } from '../../libs/letters/letter-views';
import { loadConfig } from '@app/platform';
import { ApiConfig } from '../../apps/api/api.config';
import { createWorker, type RunningWorkerProcess } from '../../apps/worker/create-worker';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { approvedJudgement } from '../support/judged-case';

const GROUP = { name: 'Example Group', aliases: ['Exlab'] };
const THREE = { rung: 3, party: GROUP, statement: 'Operators affiliated with Example Group ran them.' };
const WORDS = 'Operators affiliated with Exlab opened the accounts.';
const REASON = 'The payment was of another customer.';

describe('A letter whose attribution stands no more', () => {
  let app: TestApp;
  let worker: RunningWorkerProcess;
  let [investigator, policy, legal, signatory]: HttpClient[] = [];

  beforeAll(async () => {
    app = await startApp({
      worker: false,
      env: { LETTERHEAD_NAME: 'Example AI Lab', LETTERHEAD_CONTACT: 'policy@lab.example' },
    });
    worker = await createWorker(loadConfig(ApiConfig, app.env));
    [investigator, policy, legal, signatory] = await Promise.all([
      app.as('investigator'),
      app.as('policy'),
      app.as('legal'),
      app.as('signatory'),
    ]);
  });
  afterAll(async () => {
    await worker?.close();
    await app?.stop();
  });

  const file = async (): Promise<string> =>
    (
      await investigator!.post<{ id: string }>('/v1/cases', {
        kind: 'distillation',
        title: 'Campaign',
        severity: 4,
      })
    ).body.id;
  const letter = async (id: string): Promise<LetterView> =>
    (await policy!.get<LetterView>(`/v1/letters/${id}`)).body;
  const tasks = async (caseId: string): Promise<{ id: string; title: string; description: string }[]> =>
    (
      await policy!.get<{ items: { id: string; title: string; description: string }[] }>(
        `/v1/cases/${caseId}/tasks?limit=1000`,
      )
    ).body.items.filter(({ title }) => title.startsWith('Correct '));
  const withdraw = (id: string) => investigator!.post(`/v1/judgements/${id}/withdraw`, { reason: REASON });
  const flagged = async (): Promise<number> =>
    Number(
      (
        await app.db.query<{ n: string }[]>(
          `SELECT count(*) AS n FROM audit_events WHERE action = 'letter.flagged'`,
        )
      )[0]!.n,
    );

  async function approved(caseId: string, conduct = WORDS): Promise<string> {
    const { body } = await policy!.post<LetterView>(`/v1/cases/${caseId}/letters`, {
      template: 'partner-notice',
      claims: {},
      passages: { conduct },
      recipients: [{ honorific: '', name: '', title: 'Security', body: 'Example Inc.', addressLines: [] }],
    });
    // A letter of words alone: figures have a story of their own.
    const blocks = [{ type: 'paragraph', text: conduct }];
    await policy!.patch(`/v1/letters/${body.id}`, { blocks }, { 'if-match': '"1"' });
    await policy!.post(`/v1/letters/${body.id}/submit`);
    const review = { decision: 'approve', comment: 'Read.' };
    expect(await legal!.post(`/v1/letters/${body.id}/review`, review)).toMatchObject({ status: 200 });
    return body.id;
  }
  const freeze = (id: string) => policy!.post<LetterView>(`/v1/letters/${id}/freeze`, { date: '2026-06-10' });
  async function frozen(caseId: string, conduct = WORDS): Promise<string> {
    const id = await approved(caseId, conduct);
    expect(await freeze(id)).toMatchObject({ status: 200, body: { state: 'Frozen', flags: [] } });
    return id;
  }

  it('is flagged when its judgement is withdrawn, once, with the reason and a task', async () => {
    const caseId = await file();
    const { body: judgement } = await approvedJudgement(app, caseId, THREE);
    const [id, harmless] = [
      await frozen(caseId),
      await frozen(caseId, 'The accounts were opened in batches.'),
    ];
    expect((await withdraw(judgement.id)).status).toBe(200);
    expect((await withdraw(judgement.id)).status).toBe(409);
    await app.drain();

    const found = await letter(id);
    const why = `Judgement 1 was withdrawn: ${REASON}`;
    const [task, ...others] = await tasks(caseId);
    expect(others).toEqual([]);
    expect(task!.title).toBe(`Correct ${found.number}: judgement 1 stands no more`);
    expect(task!.description).toContain(why);
    expect(found).toMatchObject({
      state: 'Frozen',
      openFlags: 1,
      flags: [
        {
          claimId: null,
          claim: null,
          judgementId: judgement.id,
          judgement: 'judgement 1',
          why,
          phrase: 'Exlab',
          valueThen: 'rung 3',
          valueNow: null,
          taskId: task!.id,
          state: 'open',
        },
      ],
    });
    expect(await letter(harmless)).toMatchObject({ openFlags: 0, flags: [] });
    const signed = await signatory!.post(`/v1/letters/${id}/sign`, {
      contentHash: found.frozen!.contentHash,
    });
    expect(signed).toMatchObject({
      status: 409,
      body: { type: '/problems/letter-flagged', flags: [{ claim: null, judgement: 'judgement 1' }] },
    });

    // The queue may bring a job twice.
    const job = worker.app.get(LettersWorker).handlers.find(({ job }) => job === flagAttribution)!;
    const before = [await flagged(), await letter(id), await tasks(caseId)];
    await job.run({ judgementId: judgement.id });
    expect([await flagged(), await letter(id), await tasks(caseId)]).toEqual(before);

    const settled = await legal!.post<LetterView>(`/v1/letters/${id}/flags/${found.flags[0]!.id}/resolve`, {
      outcome: 'accepted',
      reason: 'Said by telephone.',
    });
    expect(settled).toMatchObject({ status: 200, body: { openFlags: 0, flags: [{ state: 'resolved' }] } });
    expect((await tasks(caseId)).length).toBe(1);
  });

  it('is flagged when a lower rung takes its judgement’s place, and not when the words are still carried', async () => {
    const caseId = await file();
    const { body: first } = await approvedJudgement(app, caseId, THREE);
    const id = await frozen(caseId);
    const { body: second } = await approvedJudgement(app, caseId, {
      ...THREE,
      likelihood: 'very_likely',
      supersedesId: first.id,
    });
    await app.drain();
    expect(await letter(id)).toMatchObject({ openFlags: 0, flags: [] });
    const { body: third } = await approvedJudgement(app, caseId, {
      rung: 2,
      party: GROUP,
      statement: 'Example Group ran them as a service.',
      supersedesId: second.id,
    });
    await app.drain();
    expect(await letter(id)).toMatchObject({
      openFlags: 1,
      flags: [
        {
          judgementId: second.id,
          why: `Judgement 2 was superseded by judgement 3, on rung 2, almost certain.`,
          valueThen: 'rung 3',
          valueNow: 'rung 2',
        },
      ],
    });
    expect((await tasks(caseId)).length).toBe(1);
    // What went too far with the third goes no further without it.
    await withdraw(third.id);
    await app.drain();
    expect((await letter(id)).flags.length).toBe(1);
  });

  it('rests on the judgements of cases that were merged into its own', async () => {
    const [from, into] = [await file(), await file()];
    const { body: judgement } = await approvedJudgement(app, from, THREE);
    const merged = await investigator!.post(`/v1/cases/${from}/merge`, {
      intoId: into,
      reason: 'One campaign.',
    });
    expect(merged.status).toBeLessThan(300);
    const id = await frozen(into);
    await withdraw(judgement.id);
    await app.drain();
    const [flag] = (await letter(id)).flags;
    expect(flag!.judgement).toMatch(/^judgement 1 of case \d+$/);
    expect(await tasks(into)).toMatchObject([{ id: flag!.taskId }]);
  });

  it('is flagged once where two judgements for the same words fall before anybody looks', async () => {
    const caseId = await file();
    const judgements: JudgementView[] = [];
    for (const _ of [1, 2]) judgements.push((await approvedJudgement(app, caseId, THREE)).body);
    const id = await frozen(caseId);
    await worker.close();
    for (const { id: judgementId } of judgements) await withdraw(judgementId);
    worker = await createWorker(loadConfig(ApiConfig, app.env));
    await app.drain();
    expect(await letter(id)).toMatchObject({ openFlags: 1, flags: [{ state: 'open' }] });
    expect((await tasks(caseId)).length).toBe(1);
  });

  it('is either refused or flagged when the judgement falls while it is frozen', async () => {
    for (const _ of [1, 2, 3, 4]) {
      const caseId = await file();
      const { body: judgement } = await approvedJudgement(app, caseId, THREE);
      const id = await approved(caseId);
      const [answer] = await Promise.all([freeze(id), withdraw(judgement.id)]);
      await app.drain();
      const { state, openFlags } = await letter(id);
      if (answer.status === 200) expect({ state, openFlags }).toEqual({ state: 'Frozen', openFlags: 1 });
      else expect(answer).toMatchObject({ status: 422, body: { type: '/problems/over-attribution' } });
    }
  });
});
