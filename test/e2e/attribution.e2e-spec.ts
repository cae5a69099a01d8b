import type {
  AttributionTermsView,
  JudgementForReaderView,
  JudgementView,
} from '../../libs/enrichment/attribution/judgements.dto';
import type { LetterView } from '../../libs/letters/letter-views';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { aJudgement, anAssertion, approvedJudgement } from '../support/judged-case';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

const GROUP = { name: 'Example Group', aliases: ['Exlab'] };
const statuses = (answers: Answer<unknown>[]): number[] =>
  answers.map((answer) => answer.status).toSorted((a, b) => a - b);

describe('who is behind the accounts', () => {
  let app: TestApp;
  let author: HttpClient;
  let reviewer: HttpClient;

  beforeAll(async () => {
    app = await startApp({
      worker: false,
      env: { LETTERHEAD_NAME: 'Example AI Lab', LETTERHEAD_CONTACT: 'policy@lab.example' },
    });
    author = await app.as('investigator');
    reviewer = await app.as('investigator', 'second-investigator');
  });
  afterAll(() => app.stop());

  const file = async (): Promise<string> =>
    (await author.post<{ id: string }>('/v1/cases', { kind: 'distillation', title: 'Campaign', severity: 4 }))
      .body.id;
  const judge = (caseId: string, body: object) =>
    author.post<JudgementView>(`/v1/cases/${caseId}/judgements`, body);
  const judged = async (caseId: string, over: object = {}): Promise<JudgementView> => {
    const answer = await judge(caseId, aJudgement(await anAssertion(author, caseId), over));
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  };
  const act = (who: HttpClient, { id }: { id: string }, name: string, body: object = {}) =>
    who.post<JudgementView>(`/v1/judgements/${id}/${name}`, body);
  const read = async ({ id }: { id: string }): Promise<JudgementView> =>
    (await author.get<JudgementView>(`/v1/judgements/${id}`)).body;
  const approve = async (one: { id: string }, who = reviewer) =>
    act(who, one, 'approve', { contentHash: (await read(one)).contentHash, comment: 'Weighed.' });
  const rows = (ids: string[], families: string[], over: object = {}): object[] =>
    families.map((family, at) => ({
      family,
      reliability: 'B',
      credibility: 2,
      kind: 'assertion',
      refId: ids[at % ids.length],
      ...over,
    }));

  it('is said in words that are data', async () => {
    const { body } = await author.get<AttributionTermsView>('/v1/attribution/terms');
    expect(body.rungs.map(({ phrase }) => phrase)).toEqual([
      'a coordinated network of accounts',
      'operated through a commercial proxy service',
      'operators affiliated with O',
      'O conducted',
    ]);
    expect(body.likelihoods).toContainEqual({ name: 'very_likely', words: 'very likely', from: 80, to: 95 });
    expect(body.families).toHaveLength(10);
    expect(body.reliability).toHaveLength(6);
    expect(body.credibility).toHaveLength(6);
  });

  it('goes from the draft past another person to approved, on the timeline of the case', async () => {
    const caseId = await file();
    const draft = await judged(caseId);
    expect(draft).toMatchObject({
      number: 1,
      state: 'draft',
      version: 1,
      allowed: ['in_review', 'withdrawn'],
      families: ['partner'],
      open: [],
      phrase: 'a coordinated network of accounts',
    });
    expect(await act(author, draft, 'submit')).toMatchObject({ status: 200, body: { state: 'in_review' } });
    expect(await act(author, draft, 'submit')).toMatchObject({
      status: 409,
      body: { type: '/problems/illegal-transition', from: 'in_review' },
    });
    expect(await approve(draft, author)).toMatchObject({
      status: 403,
      body: { type: '/problems/judgement-self-review' },
    });
    expect(await act(reviewer, draft, 'return', { comment: 'Which customers?' })).toMatchObject({
      status: 200,
      body: { state: 'returned', reviewComment: 'Which customers?' },
    });
    const edited = await author.patch<JudgementView>(
      `/v1/judgements/${draft.id}`,
      {
        alternatives: [
          { hypothesis: 'Students of one class', assessment: 'They have no payment in common.' },
        ],
      },
      { 'if-match': '"1"' },
    );
    expect(edited).toMatchObject({ status: 200, body: { state: 'returned', version: 2 } });
    expect(
      await author.patch(`/v1/judgements/${draft.id}`, { version: 1, statement: 'Stale.' }),
    ).toMatchObject({ status: 412, body: { type: '/problems/stale-version', version: 2 } });
    await act(author, draft, 'submit');
    expect(
      await act(reviewer, draft, 'approve', { contentHash: draft.contentHash, comment: 'x' }),
    ).toMatchObject({
      status: 409,
      body: { type: '/problems/judgement-stale-content' },
    });
    expect(await approve(draft)).toMatchObject({
      status: 200,
      body: {
        state: 'approved',
        reviewedByName: 'second-investigator',
        allowed: ['superseded', 'withdrawn'],
      },
    });
    expect(
      await author.patch(`/v1/judgements/${draft.id}`, { version: 2, statement: 'Other words.' }),
    ).toMatchObject({ status: 409, body: { from: 'approved' } });
    const timeline = await author.get<Listed<{ action: string }>>(`/v1/cases/${caseId}/timeline?kinds=act`);
    expect(
      timeline.body.items.map(({ action }) => action).filter((action) => action.startsWith('judgement.')),
    ).toEqual([
      'judgement.approved',
      'judgement.submitted',
      'judgement.edited',
      'judgement.returned',
      'judgement.submitted',
      'judgement.drafted',
    ]);
  });

  it('is not approved by whoever wrote a word of it, nor in the database, nor changed there afterwards', async () => {
    const draft = await judged(await file());
    await act(author, draft, 'submit');
    const helped = await reviewer.patch<JudgementView>(`/v1/judgements/${draft.id}`, {
      version: 1,
      wouldChange: 'Other payments.',
    });
    expect(helped.body).toMatchObject({ state: 'draft', authorIds: expect.any(Array) as string[] });
    expect(helped.body.authorIds).toHaveLength(2);
    await act(author, draft, 'submit');
    const seenBy = async (who: HttpClient) =>
      (await who.get<JudgementForReaderView>(`/v1/judgements/${draft.id}`)).body;
    expect(await seenBy(reviewer)).toMatchObject({
      reviewBarred: expect.any(String) as string,
      isEditable: true,
    });
    expect(await approve(draft)).toMatchObject({ status: 403 });
    const byHand = (set: string) => app.db.query(`UPDATE judgements SET ${set} WHERE id = $1`, [draft.id]);
    await expect(
      byHand(`state = 'approved', approved_hash = 'x', reviewed_at = now(), reviewed_by = created_by`),
    ).rejects.toThrow(/ck_judgements_four_eyes/);
    await expect(byHand(`confidence = 'high'`)).rejects.toThrow(/ck_judgements_reviewable/);
    const third = await app.as('investigator', 'third-investigator');
    expect(await seenBy(third)).toMatchObject({ reviewBarred: null });
    expect(await approve(draft, third)).toMatchObject({ status: 200 });
    expect(await seenBy(third)).toMatchObject({ isEditable: false });
    for (const set of [`statement = 'x'`, `state = 'draft'`, `families = 9`])
      await expect(byHand(set)).rejects.toThrow(/does not change/);
    await expect(app.db.query('DELETE FROM judgements WHERE id = $1', [draft.id])).rejects.toThrow(
      /does not change/,
    );
  });

  it('names somebody with moderate confidence on two families, with high on three', async () => {
    const caseId = await file();
    const id = await anAssertion(author, caseId);
    const draft = await judged(caseId, {
      rung: 3,
      party: GROUP,
      confidence: 'moderate',
      evidence: [
        ...rows([id], ['partner']),
        ...rows([id], ['network'], { reliability: 'F', credibility: 6 }),
      ],
      alternatives: [],
      wouldChange: '',
    });
    const pointers = ['/confidence', '/alternatives', '/wouldChange'];
    expect(draft.open.map(({ pointer }) => pointer)).toEqual(pointers);
    const refused = await act(author, draft, 'submit');
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/judgement-incomplete' } });
    expect(
      (refused.body as unknown as { errors: { pointer: string }[] }).errors.map((e) => e.pointer),
    ).toEqual(pointers);
    const mended = {
      version: 1,
      evidence: rows([id], ['partner', 'network']),
      alternatives: [{ hypothesis: 'A false flag', assessment: 'Nobody gains by it.' }],
      wouldChange: 'The records of the reseller.',
    };
    await author.patch(`/v1/judgements/${draft.id}`, mended);
    expect(await act(author, draft, 'submit')).toMatchObject({ status: 200 });
    await author.patch(`/v1/judgements/${draft.id}`, { version: 2, confidence: 'high' });
    expect(await act(author, draft, 'submit')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/confidence' }] },
    });
    await author.patch(`/v1/judgements/${draft.id}`, {
      version: 3,
      evidence: rows([id], ['partner', 'network', 'payment']),
    });
    await act(author, draft, 'submit');
    expect(await approve(draft)).toMatchObject({ status: 200, body: { confidence: 'high' } });
  });

  it.each([
    ['/party', { rung: 3 }],
    ['/party', { party: GROUP }],
    ['/statement', { statement: 'It is very likely, with high confidence.' }],
    ['/likelihood', { likelihood: 'certain' }],
    ['/evidence/0/refId', { evidence: rows(['018f0000-0000-7000-8000-000000000000'], ['partner']) }],
    [
      '/evidence/0/credibility',
      { evidence: rows(['018f0000-0000-7000-8000-000000000000'], ['partner'], { credibility: 7 }) },
    ],
    ['/party/entity', { rung: 2, party: { ...GROUP, entity: { kind: 'address', value: '192.0.2.1' } } }],
    ['/supersedesId', { supersedesId: '018f0000-0000-7000-8000-000000000000' }],
    ['/wouldChange', { wouldChange: 'a\u0000b' }],
  ])('is refused by its field: %s', async (pointer, over) => {
    const caseId = await file();
    expect(await judge(caseId, aJudgement(await anAssertion(author, caseId), over))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it('is for those with the right, in a case that is there and open', async () => {
    const caseId = await file();
    const analyst = await app.as('analyst');
    const draft = await judged(caseId);
    expect((await analyst.get(`/v1/judgements/${draft.id}`)).status).toBe(200);
    expect((await act(analyst, draft, 'submit')).status).toBe(403);
    expect((await judge('018f0000-0000-7000-8000-000000000000', aJudgement(draft.id))).status).toBe(404);
    const closing = {
      stage: 'Closed',
      resolution: 'Other',
      impact: 'NotApplicable',
      summary: 'x',
      forceReason: 'x',
    };
    expect((await author.post(`/v1/cases/${caseId}/transition`, closing)).status).toBe(200);
    expect(await act(author, draft, 'submit')).toMatchObject({
      status: 409,
      body: { type: '/problems/case-closed' },
    });
    expect((await act(author, draft, 'withdraw', { reason: 'Closed.' })).status).toBe(200);
  });

  it('is superseded once by the later version that was approved, whoever tries at the same time', async () => {
    const caseId = await file();
    const first = (await approvedJudgement(app, caseId)).body;
    const again = await anAssertion(author, caseId);
    const answers = await Promise.all(
      [1, 2, 3].map(() => judge(caseId, aJudgement(again, { supersedesId: first.id }))),
    );
    expect(statuses(answers)).toEqual([201, 409, 409]);
    const second = answers.find(({ status }) => status === 201)!.body;
    expect(await read(first)).toMatchObject({ state: 'approved' });
    await act(author, second, 'submit');
    expect(statuses(await Promise.all([approve(second), approve(second)]))).toEqual([200, 409]);
    expect(await read(first)).toMatchObject({ state: 'superseded' });
    const page = await author.get<Listed<JudgementView>>(`/v1/cases/${caseId}/judgements?limit=1`);
    expect(page.body.items.map(({ id }) => id)).toEqual([second.id]);
    const rest = await author.get<Listed<JudgementView>>(
      `/v1/cases/${caseId}/judgements?limit=1&cursor=${page.body.nextCursor}`,
    );
    expect(rest.body).toMatchObject({ items: [{ id: first.id }], nextCursor: null });
    const standing = await author.get<Listed<JudgementView>>(`/v1/cases/${caseId}/judgements?state=approved`);
    expect(standing.body.items.map(({ id }) => id)).toEqual([second.id]);
  });

  it('stays with a case that is merged, and goes on in the survivor', async () => {
    const [from, into] = [await file(), await file()];
    const draft = await judged(from);
    expect(
      (await author.post(`/v1/cases/${from}/merge`, { intoId: into, reason: 'One campaign.' })).status,
    ).toBeLessThan(300);
    expect((await judge(from, aJudgement(draft.id))).status).toBe(409);
    const listed = await author.get<Listed<JudgementView>>(`/v1/cases/${into}/judgements`);
    expect(listed.body.items).toMatchObject([{ id: draft.id, caseId: from }]);
    expect(await act(author, draft, 'submit')).toMatchObject({ status: 200 });
    expect(await approve(draft)).toMatchObject({ status: 200, body: { state: 'approved' } });
  });

  describe('in a letter', () => {
    const draft = async (caseId: string, conduct: string): Promise<LetterView> => {
      const answer = await (
        await app.as('policy')
      ).post<LetterView>(`/v1/cases/${caseId}/letters`, {
        template: 'partner-notice',
        claims: {},
        passages: { conduct },
        recipients: [{ honorific: '', name: '', title: 'Security', body: 'Example Inc.', addressLines: [] }],
      });
      expect(answer.status).toBe(201);
      return answer.body;
    };
    const found = ({ findings }: LetterView) => findings.filter(({ rule }) => rule === 'over-attribution');

    it('goes as far as it was approved and no further, and offers the words', async () => {
      const caseId = await file();
      const words = 'Operators affiliated with Exlab opened the accounts. Example Group directed it.';
      expect(found(await draft(caseId, words))).toMatchObject([{ neededRung: 3, approvedRung: null }]);
      const three = { rung: 3, party: GROUP, statement: 'Operators affiliated with Example Group ran them.' };
      const judgement = await approvedJudgement(app, caseId, three);
      expect(judgement).toMatchObject({ status: 200 });
      const letter = await draft(caseId, words);
      const [finding, ...others] = found(letter);
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        pointer: '/blocks/1/text',
        offset: words.indexOf('Example Group directed'),
        text: 'Example Group',
        neededRung: 4,
        approvedRung: 3,
        allowedPhrase: 'operators affiliated with Example Group',
      });
      const policy = await app.as('policy');
      await policy.post(`/v1/letters/${letter.id}/submit`);
      const refused = await (
        await app.as('legal')
      ).post(`/v1/letters/${letter.id}/review`, { decision: 'approve', comment: 'Read.' });
      expect(refused).toMatchObject({
        status: 422,
        body: { type: '/problems/over-attribution', errors: [{ pointer: '/blocks/1/text', neededRung: 4 }] },
      });
      await act(author, judgement.body, 'withdraw', { reason: 'The payment was another’s.' });
      const now = (await policy.get<LetterView>(`/v1/letters/${letter.id}`)).body;
      expect(found(now).map(({ neededRung }) => neededRung)).toEqual([3, 4]);
    });
  });
});
