import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { contentHash, sha256 } from '@app/platform';
import { Claim } from '@app/claims';
import { Snapshot } from '@app/usage';
import type { WaitingView } from '../../libs/letters/approvals/approvals.controller';
import type { CitedClaimView } from '../../libs/letters/drafting-views';
import type { LetterView } from '../../libs/letters/letter-views';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { aJudgement, anAssertion, approvedJudgement } from '../support/judged-case';

const RECIPIENTS = ['Chair', 'Ranking Member'].map((title) => ({
  honorific: '',
  name: '',
  title,
  body: 'Committee on Examples',
  addressLines: ['United States Senate', 'Washington, DC 20510'],
}));
const PASSAGES = {
  conduct: 'The accounts were opened in batches.',
  assessment: 'We assess that the accounts were a coordinated network.',
  response: 'We banned the accounts.',
};
const FIGURES = [
  ['accounts.confirmed', 'accounts', '24913', 'nearly', '25000', 'nearly 25,000 accounts'],
  [
    'exchanges.campaign',
    'exchanges',
    '28817346',
    'more_than',
    '28800000',
    'more than 28.8 million exchanges',
  ],
  ['activity.first_day', 'date', '2026-04-22', 'exactly', '2026-04-22', '22 April 2026'],
  ['activity.last_day', 'date', '2026-06-05', 'exactly', '2026-06-05', '5 June 2026'],
] as const;

describe('letters', () => {
  let app: TestApp;
  let policy: HttpClient;
  let legal: HttpClient;
  let signatory: HttpClient;
  let caseId: string;
  let claims: Record<string, string>;

  beforeAll(async () => {
    app = await startApp({
      env: {
        LETTERHEAD_NAME: 'Example AI Lab',
        LETTERHEAD_ADDRESS: '100 Example Street|San Francisco, CA 94105',
        LETTERHEAD_CONTACT: 'policy@lab.example',
      },
    });
    [policy, legal, signatory] = [await app.as('policy'), await app.as('legal'), await app.as('signatory')];
    ({ caseId, claims } = await aCaseWithClaims());
  });
  afterAll(() => app.stop());

  async function aCaseWithClaims(approved = true) {
    const investigator = await app.as('investigator');
    const filed = await investigator.post<{ id: string }>('/v1/cases', {
      kind: 'distillation',
      title: 'Coordinated extraction',
      severity: 4,
    });
    const snapshotId = uuidv7();
    const takenAt = new Date('2026-06-09T00:00:00Z');
    await app.db.manager.insert(Snapshot, {
      id: snapshotId,
      takenAt,
      takenBy: 'Investigator',
      note: null,
      watermark: null,
      usageRows: '0',
      accountRows: '0',
      accountsHash: '0',
      contentHash: '0',
      days: [],
      importNos: [],
      engineVersion: '1',
      schemaVersion: 1,
    });
    const ids: Record<string, string> = {};
    for (const [index, [measure, unit, value, qualifier, rounded, text]] of FIGURES.entries()) {
      const id = uuidv7();
      ids[measure] = id;
      await app.db.manager.insert(Claim, {
        id,
        caseId: filed.body.id,
        number: index + 1,
        measure,
        unit,
        countingRule: `The rule of ${measure}.`,
        snapshotId,
        findingId: null,
        value,
        query: 'SELECT 1',
        parameters: null,
        queryHash: sha256(measure),
        engineVersion: '1',
        asOf: takenAt,
        computedAt: takenAt,
        phrase: { qualifier, rounded, unit, text },
        reproduction: {
          query: 'SELECT 2',
          value,
          queryHash: sha256(`${measure} again`),
          at: takenAt.toISOString(),
        },
        state: approved ? 'approved' : 'reproduced',
        createdBy: 'somebody',
        createdAt: takenAt,
        phrasedBy: 'somebody',
        approvedBy: approved ? 'somebody else' : null,
        approvedAt: approved ? takenAt : null,
        approvedHash: approved ? sha256('approved') : null,
        supersedesId: null,
        isSuperseded: false,
      });
    }
    // The letters say that the accounts were a coordinated network.
    expect((await approvedJudgement(app, filed.body.id)).status).toBe(200);
    return { caseId: filed.body.id, claims: ids };
  }

  const act = (who: HttpClient, id: string, name: string, body: object = {}): Promise<Answer<LetterView>> =>
    who.post<LetterView>(`/v1/letters/${id}/${name}`, body);
  const read = async (id: string): Promise<LetterView> =>
    (await policy.get<LetterView>(`/v1/letters/${id}`)).body;
  const edit = (id: string, version: number, body: object): Promise<Answer<LetterView>> =>
    policy.patch<LetterView>(`/v1/letters/${id}`, body, { 'if-match': `"${version}"` });

  async function drafted(over: object = {}, ofCase = caseId): Promise<LetterView> {
    const body = {
      template: 'congress-voluntary',
      claims,
      passages: PASSAGES,
      recipients: RECIPIENTS,
      ...over,
    };
    const answer = await policy.post<LetterView>(`/v1/cases/${ofCase}/letters`, body);
    expect(answer.status).toBe(201);
    return answer.body;
  }
  async function approved(over: object = {}, ofCase = caseId): Promise<string> {
    const { id } = await drafted(over, ofCase);
    expect((await act(policy, id, 'submit')).body.state).toBe('InReview');
    expect((await act(legal, id, 'review', { decision: 'approve', comment: 'Read.' })).body).toMatchObject({
      state: 'Approved',
    });
    return id;
  }
  async function frozen(): Promise<LetterView> {
    const answer = await act(policy, await approved(), 'freeze', { date: '2026-06-10' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'Frozen' } });
    return answer.body;
  }
  async function signed(): Promise<LetterView> {
    const letter = await frozen();
    const answer = await act(signatory, letter.id, 'sign', { contentHash: letter.frozen!.contentHash });
    expect(answer).toMatchObject({ status: 200, body: { state: 'Signed' } });
    return answer.body;
  }

  it('goes from the draft to the receipt, and every act is in the audit of the case', async () => {
    const letter = await drafted();
    expect(letter).toMatchObject({
      state: 'Draft',
      version: 1,
      findings: [],
      allowed: ['InReview', 'Withdrawn'],
    });
    expect(letter.number).toMatch(/^L-\d{4}-\d{4}$/);
    expect(JSON.stringify(letter.document.blocks)).toContain('"text":"nearly 25,000 accounts"');
    expect(JSON.stringify(letter.document.blocks)).toContain('"text":"April 22, 2026"');
    const { id } = letter;
    await act(policy, id, 'submit');
    await act(legal, id, 'review', { decision: 'approve', comment: 'Figures checked.', version: 1 });
    const afterFreeze = await act(policy, id, 'freeze', { date: '2026-06-10' });
    expect(afterFreeze.body.frozen).toMatchObject({
      date: '2026-06-10',
      contentHash: contentHash(afterFreeze.body.document),
    });
    await act(signatory, id, 'sign', { contentHash: afterFreeze.body.frozen!.contentHash });
    expect((await act(policy, id, 'dispatch')).body.dispatch).toMatchObject({
      state: expect.stringMatching(/intended|delivered/) as string,
    });
    await app.drain();
    expect(await read(id)).toMatchObject({
      state: 'Dispatched',
      dispatch: { state: 'delivered', attempts: [{ outcome: 'delivered' }] },
    });
    const receipt = { receivedAt: '2026-06-10T18:05:00Z', reference: 'EX-1' };
    expect(await act(policy, id, 'receipts', receipt)).toMatchObject({
      status: 201,
      body: { state: 'Acknowledged' },
    });
    await act(policy, id, 'receipts', { receivedAt: '2026-06-11T09:00:00Z' });
    const end = await read(id);
    expect(end.receipts.map((each) => each.reference)).toEqual(['EX-1', '']);
    expect(end.signature).toMatchObject({
      role: 'Chief Executive Officer',
      contentHash: end.frozen!.contentHash,
    });
    const events: { action: string; case_id: string }[] = await app.db.query(
      'SELECT action, case_id FROM audit_events WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(new Set(events.map((event) => event.case_id))).toEqual(new Set([caseId]));
    expect(events.map((event) => event.action)).toEqual([
      'letter.drafted',
      'letter.submitted',
      'letter.approved',
      'letter.frozen',
      'letter.signed',
      'letter.dispatch_requested',
      'letter.dispatched',
      'letter.acknowledged',
      'letter.acknowledged',
    ]);
  });

  it('lists the gaps of a draft instead of guessing, and is numbered without gaps', async () => {
    const first = await drafted();
    const second = await drafted({ claims: {}, passages: {} });
    expect(Number(second.number.slice(-4))).toBe(Number(first.number.slice(-4)) + 1);
    expect(new Set(second.findings.map((finding) => finding.text))).toEqual(
      new Set([
        ...Object.keys(claims).map((m) => `{{claim:${m}}}`),
        ...Object.keys(PASSAGES).map((k) => `{{passage:${k}}}`),
      ]),
    );
    const none = { template: 'congress-voluntary', claims: {}, passages: null, recipients: RECIPIENTS };
    expect(await policy.post(`/v1/cases/${caseId}/letters`, none)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/passages' }] },
    });
    await act(policy, second.id, 'submit');
    expect(await act(legal, second.id, 'review', { decision: 'approve' })).toMatchObject({
      status: 422,
      body: { type: '/problems/letter-incomplete' },
    });
    expect((await read(second.id)).state).toBe('InReview');
    const listed = await policy.get<{ items: { id: string }[] }>(`/v1/letters?caseId=${caseId}&limit=2`);
    expect(listed.body.items.map((item) => item.id)).toEqual([second.id, first.id]);
  });

  it('refuses claims of another case or measure', async () => {
    const other = await aCaseWithClaims();
    const answer = await policy.post(`/v1/cases/${caseId}/letters`, {
      template: 'congress-voluntary',
      claims: {
        'accounts.confirmed': other.claims['accounts.confirmed'],
        'exchanges.campaign': claims['accounts.confirmed'],
        'no.such': claims['accounts.confirmed'],
      },
    });
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { pointer: string }[]).map((error) => error.pointer)).toEqual([
      '/claims/accounts.confirmed',
      '/claims/exchanges.campaign',
      '/claims/no.such',
    ]);
  });

  it('cites what was claimed in a case that was merged into its own, until the merge is undone', async () => {
    const [own, merged] = [await aCaseWithClaims(), await aCaseWithClaims()];
    const investigator = await app.as('investigator');
    const { number } = (await investigator.get<{ number: number }>(`/v1/cases/${merged.caseId}`)).body;
    const template = { template: 'congress-voluntary', claims: merged.claims };
    expect((await policy.post(`/v1/cases/${own.caseId}/letters`, template)).status).toBe(400);
    await investigator.post(`/v1/cases/${merged.caseId}/merge`, { intoId: own.caseId });

    const claimed = { ...own.claims, 'exchanges.campaign': merged.claims['exchanges.campaign'] };
    const id = await approved({ claims: claimed }, own.caseId);
    const answer = await act(policy, id, 'freeze', { date: '2026-06-10' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'Frozen' } });
    expect((await read(id)).document.appendix!.map((row) => row.number)).toEqual([
      'C-1',
      'C-3',
      'C-4',
      `C-${number}-2`,
    ]);
    const cited = `/v1/claims/${merged.claims['exchanges.campaign']}/letters`;
    expect((await policy.get(cited)).body).toMatchObject({ items: [{ id }] });

    const later = await drafted({ claims: claimed }, own.caseId);
    const merges = `/v1/cases/${own.caseId}/merges`;
    const [merge] = (await investigator.get<{ items: { id: string }[] }>(merges)).body.items;
    const undone = await investigator.post(`${merges}/${merge!.id}/undo`, { reason: 'Two campaigns.' });
    expect(undone.status).toBe(200);
    expect((await read(later.id)).findings).toContainEqual(
      expect.objectContaining({ rule: 'mark', text: `C-${number}-2` }),
    );
    expect((await read(id)).state).toBe('Frozen');
  });

  it('saves a typed figure but approves no letter that has one', async () => {
    const { id, content } = await drafted();
    const blocks = [...content.blocks, { type: 'paragraph', text: 'In all, 28.8 million exchanges.' }];
    const saved = await edit(id, 1, { blocks });
    expect(saved).toMatchObject({ status: 200, body: { version: 2 } });
    const pointer = `/blocks/${blocks.length - 1}/text`;
    expect(saved.body.findings).toMatchObject([
      { rule: 'unproven-figure', pointer, offset: 8, text: '28.8' },
      { rule: 'unproven-figure', pointer, offset: 13, text: 'million' },
    ]);
    await act(policy, id, 'submit');
    const refused = await act(legal, id, 'review', { decision: 'approve' });
    expect(refused).toMatchObject({
      status: 422,
      body: { type: '/problems/unproven-figure', errors: [{ pointer }, { pointer }] },
    });
    expect(
      await act(legal, id, 'review', { decision: 'request_changes', comment: 'Cite it.' }),
    ).toMatchObject({
      body: { state: 'ChangesRequested' },
    });
    blocks[blocks.length - 1] = { type: 'paragraph', text: 'In all, {{C-2}}.' };
    expect((await edit(id, 2, { blocks })).body).toMatchObject({
      state: 'ChangesRequested',
      version: 3,
      findings: [],
    });
    await act(policy, id, 'submit');
    expect((await act(legal, id, 'review', { decision: 'approve' })).body.state).toBe('Approved');
  });

  it('refuses an edit of a version that is not the present one, and one that names none', async () => {
    const { id } = await drafted();
    expect((await edit(id, 1, { subject: 'First' })).status).toBe(200);
    expect(await edit(id, 1, { subject: 'Lost' })).toMatchObject({ status: 412, body: { version: 2 } });
    expect(await policy.patch(`/v1/letters/${id}`, { subject: 'Blind' })).toMatchObject({ status: 428 });
    const present = await policy.get<LetterView>(`/v1/letters/${id}`);
    expect(present.headers['etag']).toBe('"2"');
    expect(present.body.content.subject).toBe('First');
    expect(present.body.versions).toHaveLength(2);
  });

  it('names the members of a block that do not belong together', async () => {
    const { id } = await drafted();
    const blocks = [
      { type: 'heading', text: 'No level' },
      { type: 'paragraph', text: 'x', items: ['y'] },
      { type: 'table', columns: [{ header: 'A', align: 'left' }], rows: [{ cells: ['a', 'b'] }] },
    ];
    const answer = await edit(id, 1, { blocks });
    expect(answer.status).toBe(400);
    expect(
      (answer.body as unknown as { errors: { pointer: string }[] }).errors.map((error) => error.pointer),
    ).toEqual(['/blocks/0/level', '/blocks/1/items', '/blocks/2/rows/0/cells']);
  });

  it('voids an approval by an edit, and by a figure that reads otherwise since', async () => {
    const id = await approved();
    expect((await edit(id, 1, { closing: 'Respectfully' })).body.state).toBe('Draft');
    expect(await act(policy, id, 'freeze', { date: '2026-06-10' })).toMatchObject({
      status: 409,
      body: { type: '/problems/illegal-transition' },
    });

    const pending = await aCaseWithClaims(false);
    const unfrozen = await approved({ claims: pending.claims }, pending.caseId);
    await app.db.manager.update(
      Claim,
      { id: pending.claims['accounts.confirmed']! },
      {
        phrase: {
          qualifier: 'approximately',
          rounded: '25000',
          unit: 'accounts',
          text: 'approximately 25,000 accounts',
        },
      },
    );
    expect(await act(policy, unfrozen, 'freeze', { date: '2026-06-10' })).toMatchObject({
      status: 409,
      body: { type: '/problems/letter-approval-outdated' },
    });
  });

  it('freezes no letter that cites a claim nobody has approved', async () => {
    const pending = await aCaseWithClaims(false);
    const id = await approved({ claims: pending.claims }, pending.caseId);
    expect(await act(policy, id, 'freeze', { date: '2026-06-10' })).toMatchObject({
      status: 409,
      body: { type: '/problems/claim-not-citable' },
    });
    expect((await read(id)).state).toBe('Approved');
  });

  it('keeps what was frozen byte for byte, and marks its claims as cited', async () => {
    const letter = await frozen();
    expect(await edit(letter.id, 1, { closing: 'Later' })).toMatchObject({
      status: 409,
      body: { type: '/problems/letter-frozen' },
    });
    for (const kind of ['pdf', 'docx'] as const) {
      const item = letter.frozen![kind];
      const file = await policy.get(`/v1/letters/${letter.id}/${kind}`);
      expect(file.status).toBe(200);
      const digest = Buffer.from(item.sha256, 'hex').toString('base64');
      expect(file.headers['repr-digest']).toBe(`sha-256=:${digest}:`);
      expect(Number(file.headers['content-length'] ?? item.bytes)).toBe(item.bytes);
      expect(
        (await (await app.as('investigator')).post(`/v1/evidence/${item.evidenceId}/verify`)).body,
      ).toEqual({ intact: true });
    }
    const cited = await policy.get<CitedClaimView[]>(`/v1/letters/${letter.id}/claims`);
    expect(cited.body[0]).toMatchObject({
      number: 'C-1',
      value: '24913',
      qualifier: 'nearly',
      phrase: 'nearly 25,000 accounts',
      snapshot: { asOf: '2026-06-09T00:00:00Z' },
      reproduction: { value: '24913' },
    });
    const citations: unknown[] = await app.db.query('SELECT 1 FROM claim_citations WHERE letter_id = $1', [
      letter.id,
    ]);
    expect(citations).toHaveLength(4);
    await expect(
      app.db.query(`UPDATE frozen_letters SET content_hash = 'x' WHERE letter_id = $1`, [letter.id]),
    ).rejects.toThrow('append-only');
  });

  it('shows a draft as PDF and Word before it is frozen', async () => {
    const { id, number } = await drafted({ claims: {} });
    const pdf = await policy.get<string>(`/v1/letters/${id}/pdf`);
    expect(pdf).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
    expect(pdf.body.startsWith('%PDF-')).toBe(true);
    expect(String(pdf.headers['content-disposition'])).toContain(`${number}-draft-1.pdf`);
    expect((await policy.get<string>(`/v1/letters/${id}/docx`)).body.startsWith('PK')).toBe(true);
  });

  it('tells each person which claims, judgements and letters wait for them, and not what they made', async () => {
    const own = await aCaseWithClaims(false);
    const waiting = async (who: HttpClient, ofCase: string): Promise<string[]> => {
      const { body } = await who.get<WaitingView[]>('/v1/me/approvals');
      return body.filter(({ caseId: of }) => of === ofCase).map((each) => `${each.act} ${each.kind}`);
    };
    const [first, second] = [
      await app.as('investigator'),
      await app.as('investigator', 'second-investigator'),
    ];
    const body = aJudgement(await anAssertion(first, own.caseId));
    const judged = await first.post<{ id: string }>(`/v1/cases/${own.caseId}/judgements`, body);
    expect((await first.post(`/v1/judgements/${judged.body.id}/submit`)).status).toBe(200);
    const { id } = await drafted({ claims: own.claims }, own.caseId);
    expect((await act(policy, id, 'submit')).body.state).toBe('InReview');

    const figures = FIGURES.map(() => 'approve claim');
    expect(await waiting(second, own.caseId)).toEqual([...figures, 'review judgement']);
    expect(await waiting(first, own.caseId)).toEqual(figures);
    expect(await waiting(legal, own.caseId)).toEqual([...figures, 'review letter']);
    expect(await waiting(policy, own.caseId)).toEqual([]);
    const before = (await waiting(signatory, caseId)).length;
    await frozen();
    expect(await waiting(signatory, caseId)).toHaveLength(before + 1);
    expect(new Set(await waiting(signatory, caseId))).toEqual(new Set(['sign letter']));
  });

  it('lets nobody review what they wrote, nor sign what they wrote or approved', async () => {
    const administrator = await app.as('administrator');
    const everything = await app.as('policy', 'everything');
    const { body: me } = await everything.get<{ id: string }>('/v1/me');
    await administrator.patch(`/v1/users/${me.id}`, { roles: ['policy', 'legal', 'signatory'] });
    const { id } = await drafted();
    expect(
      (await everything.patch(`/v1/letters/${id}`, { closing: 'Respectfully' }, { 'if-match': '1' })).status,
    ).toBe(200);
    await act(everything, id, 'submit');
    expect(await act(everything, id, 'review', { decision: 'approve' })).toMatchObject({
      status: 403,
      body: { type: '/problems/letter-self-review' },
    });
    await act(legal, id, 'review', { decision: 'approve' });
    const letter = (await act(policy, id, 'freeze', { date: '2026-06-10' })).body;
    const contentHashOf = letter.frozen!.contentHash;
    expect(await act(everything, id, 'sign', { contentHash: contentHashOf })).toMatchObject({
      status: 403,
      body: { type: '/problems/letter-signer-not-separate' },
    });
    expect(await act(signatory, id, 'sign', { contentHash: sha256('another') })).toMatchObject({
      status: 409,
      body: { type: '/problems/letter-other-content' },
    });
    const [row] = await app.db.query<{ author_ids: string[]; reviewer_id: string }[]>(
      'SELECT author_ids, reviewer_id FROM frozen_letters WHERE letter_id = $1',
      [id],
    );
    const signAs = (signer: string, authors: string[], hash: string) =>
      app.db.query(`INSERT INTO letter_signatures VALUES ($1, $2, $3, $4, $5, 'x', 'x', now())`, [
        id,
        hash,
        authors,
        row!.reviewer_id,
        signer,
      ]);
    await expect(signAs(me.id, row!.author_ids, contentHashOf)).rejects.toThrow(
      'ck_letter_signatures_separation',
    );
    await expect(signAs(row!.reviewer_id, row!.author_ids, contentHashOf)).rejects.toThrow(
      'ck_letter_signatures_separation',
    );
    await expect(signAs(me.id, ['nobody'], contentHashOf)).rejects.toThrow('fk_letter_signatures_frozen');
    await expect(signAs('stranger', row!.author_ids, sha256('another'))).rejects.toThrow(
      'fk_letter_signatures_frozen',
    );
    expect((await act(signatory, id, 'sign', { contentHash: contentHashOf })).body.state).toBe('Signed');
  });

  it('is dispatched once, whole, with a manifest that matches its files', async () => {
    const letter = await signed();
    const [one, two] = await Promise.all([
      act(policy, letter.id, 'dispatch'),
      act(policy, letter.id, 'dispatch'),
    ]);
    expect(one.body.dispatch!.id).toBe(two.body.dispatch!.id);
    await app.drain();
    expect((await act(policy, letter.id, 'dispatch')).body.dispatch!.attempts).toHaveLength(1);
    const directory = join(app.dispatchDir, letter.number);
    const names = [`${letter.number}.docx`, `${letter.number}.pdf`, 'manifest.json'];
    expect((await readdir(directory)).sort()).toEqual(names);
    const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as {
      contentHash: string;
      files: { name: string; sha256: string; bytes: number }[];
    };
    expect(manifest.contentHash).toBe(letter.frozen!.contentHash);
    for (const file of manifest.files) {
      const bytes = await readFile(join(directory, file.name));
      expect([bytes.length, sha256(bytes)]).toEqual([file.bytes, file.sha256]);
    }
    expect(manifest.files.map((file) => file.sha256)).toEqual([
      letter.frozen!.pdf.sha256,
      letter.frozen!.docx.sha256,
    ]);
    expect(await act(policy, letter.id, 'withdraw', { reason: 'Too late' })).toMatchObject({ status: 409 });
  });

  it('waits for a person when a dispatch did not go through, and goes on as they say', async () => {
    const letter = await signed();
    const directory = join(app.dispatchDir, letter.number);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'manifest.json'), 'somebody else was here');
    await act(policy, letter.id, 'dispatch');
    await app.drain();
    expect(await read(letter.id)).toMatchObject({
      state: 'Signed',
      dispatch: { state: 'waiting', attempts: [{ outcome: 'failed' }] },
    });
    expect(await act(policy, letter.id, 'withdraw', { reason: 'Stuck' })).toMatchObject({
      status: 409,
      body: { type: '/problems/letter-dispatch-under-way' },
    });
    await rm(directory, { recursive: true });
    await act(policy, letter.id, 'dispatch/resolve', {
      outcome: 'not_delivered',
      note: 'Cleared the directory.',
    });
    await app.drain();
    expect(await read(letter.id)).toMatchObject({ state: 'Dispatched', dispatch: { state: 'delivered' } });
    expect(
      await act(policy, letter.id, 'dispatch/resolve', { outcome: 'delivered', note: 'Again.' }),
    ).toMatchObject({
      status: 409,
      body: { type: '/problems/letter-dispatch-not-waiting' },
    });
  });

  it('does not try again what was cut off in the middle: nobody knows whether it left', async () => {
    const letter = await signed();
    const dispatchId = uuidv7();
    // What a worker leaves behind that died after it wrote its attempt down.
    await app.db.query(`INSERT INTO dispatches VALUES ($1, $2, 'intended', 'x', 'x', now(), NULL)`, [
      dispatchId,
      letter.id,
    ]);
    await app.db.query('INSERT INTO dispatch_attempts (dispatch_id, started_at) VALUES ($1, now())', [
      dispatchId,
    ]);
    await app.db.query(
      `INSERT INTO outbox_messages (queue, name, payload, options) VALUES ('letters', 'dispatch-letter', $1, '{}')`,
      [{ dispatchId }],
    );
    await app.drain();
    expect((await read(letter.id)).dispatch).toMatchObject({
      state: 'waiting',
      attempts: [{ outcome: 'unclear' }],
    });
    expect(await readdir(app.dispatchDir)).not.toContain(letter.number);
    const resolved = await act(policy, letter.id, 'dispatch/resolve', {
      outcome: 'delivered',
      note: 'The recipient has it.',
    });
    expect(resolved.body).toMatchObject({ state: 'Dispatched', dispatch: { state: 'delivered' } });
  });

  it('sends no file that is not the one that was frozen', async () => {
    const letter = await signed();
    const [item] = await app.db.query<{ path: string }[]>('SELECT path FROM evidence_items WHERE id = $1', [
      letter.frozen!.pdf.evidenceId,
    ]);
    await writeFile(join(app.filesDir, item!.path), 'tampered with');
    await act(policy, letter.id, 'dispatch');
    await app.drain();
    const { dispatch } = await read(letter.id);
    expect(dispatch).toMatchObject({ state: 'waiting' });
    expect(dispatch!.attempts[0]!.note).toContain('not the file that was frozen');
    expect(await readdir(app.dispatchDir)).not.toContain(letter.number);
  });

  it('withdraws what has not left, and then nothing moves it', async () => {
    const { id } = await frozen();
    expect((await act(policy, id, 'withdraw', { reason: 'Superseded' })).body).toMatchObject({
      state: 'Withdrawn',
      allowed: [],
    });
    expect((await act(policy, id, 'submit')).status).toBe(409);
  });
});
