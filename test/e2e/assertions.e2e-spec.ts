import type { AssertionView, MatterView } from '../../libs/cases/assertions/assertions.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { GroupView } from '../../libs/cases/groups/groups.controller';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

const press = { kind: 'press', publisher: 'news.example', url: 'https://news.example/1' };
const post = { kind: 'own_post', publisher: 'Lab', publishedOn: '2026-06-10' };
const exchanges = (qualifier: string, number: number, more: object = {}): object => ({
  about: 'activity',
  unit: 'exchanges',
  statement: `${qualifier} ${number} exchanges`,
  value: { kind: 'quantity', qualifier, number },
  source: post,
  ...more,
});
const accounts = (qualifier: string, number: number, more: object = {}): object => ({
  about: 'accounts',
  statement: `${qualifier} ${number} accounts`,
  value: { kind: 'quantity', qualifier, number },
  source: press,
  ...more,
});
const statuses = (answers: Answer<unknown>[]): number[] =>
  answers.map((answer) => answer.status).toSorted((a, b) => a - b);

describe('what sources say of a case', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let analyst: HttpClient;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    [investigator, analyst] = await Promise.all([app.as('investigator'), app.as('analyst')]);
  });
  afterAll(() => app.stop());

  const file = async (title = 'A network of accounts'): Promise<CaseView> =>
    (await investigator.post<CaseView>('/v1/cases', { kind: 'other', title, severity: 2 })).body;
  const path = (of: { id: string }): string => `/v1/cases/${of.id}/assertions`;
  const record = (of: { id: string }, ...assertions: object[]) =>
    analyst.post<AssertionView[]>(path(of), { assertions });
  const recorded = async (of: { id: string }, ...assertions: object[]): Promise<AssertionView[]> => {
    const answer = await record(of, ...assertions);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  };
  const read = async (of: { id: string }, query = ''): Promise<MatterView[]> =>
    (await analyst.get<MatterView[]>(`${path(of)}${query}`)).body;
  const act = (of: { id: string }, one: AssertionView, name: string, reason = 'The source corrected it.') =>
    investigator.post<AssertionView>(`${path(of)}/${one.id}/${name}`, { reason });

  it('is kept with its source and grading, by what it is about, and says where it cannot all be true', async () => {
    const subject = await file();
    const [first, , , silent] = await recorded(
      subject,
      exchanges('more_than', 28_800_000, { reliability: 'B', credibility: 2, confidence: 'high' }),
      accounts('nearly', 25_000),
      accounts('approximately', 25_000),
      {
        about: 'response',
        speaker: 'Alibaba',
        stance: 'no_comment',
        statement: 'No comment.',
        source: press,
      },
      { about: 'model', statement: 'Not said.', value: { kind: 'not_published' }, source: press },
    );
    expect(first).toMatchObject({
      unit: 'exchanges',
      value: { kind: 'quantity', qualifier: 'more_than', number: 28_800_000, to: null },
      source: { ...post, title: null, url: null },
      reliability: 'B',
      credibility: 2,
      confidence: 'high',
      recordedByName: 'analyst',
      retractedAt: null,
    });
    expect(silent!.value).toBeNull();
    const before = await read(subject);
    expect(before.map((matter) => [matter.about, matter.conflicting, matter.assertions.length])).toEqual([
      ['accounts', false, 2],
      ['activity', false, 1],
      ['model', false, 1],
      ['response', false, 1],
    ]);
    const [exact, denial] = await recorded(
      subject,
      exchanges('exactly', 28_800_000, { source: press, speaker: 'Lab' }),
      {
        about: 'response',
        speaker: ' alibaba',
        stance: 'denies',
        statement: 'Denied.',
        source: { ...press, publisher: 'blog.example' },
      },
    );
    const [, activity, , response] = await read(subject);
    expect(activity).toMatchObject({
      conflicting: true,
      conflicts: [
        {
          assertionIds: [first!.id, exact!.id],
          reason:
            'Lab says more than 28,800,000 exchanges, Lab (news.example) says exactly 28,800,000 exchanges: both cannot be true.',
        },
      ],
    });
    expect(response!.conflicts).toEqual([
      {
        assertionIds: [denial!.id, silent!.id],
        reason: 'Alibaba is said to have spoken (blog.example) and to have made no comment (news.example).',
      },
    ]);
  });

  it('is never overwritten: superseded once in a race, retracted with a reason, told as of any time', async () => {
    const subject = await file();
    const [first] = await recorded(subject, accounts('exactly', 20_000));
    const again = () => record(subject, accounts('exactly', 24_000, { supersedesId: first!.id }));
    const race = await Promise.all([again(), again(), again()]);
    expect(statuses(race)).toEqual([201, 400, 400]);
    expect(race.find((answer) => answer.status === 400)!.body).toMatchObject({
      errors: [{ pointer: '/assertions/0/supersedesId' }],
    });
    const [second] = race.find((answer) => answer.status === 201)!.body;
    const ids = async (query = '') =>
      (await read(subject, query)).flatMap((matter) => matter.assertions.map((one) => one.id));
    expect(await ids()).toEqual([second!.id]);
    expect(await ids(`?asOf=${first!.recordedAt}`)).toEqual([first!.id]);
    expect(await ids('?all=true')).toEqual([first!.id, second!.id]);
    const retract = () => act(subject, second!, 'retract');
    expect(statuses(await Promise.all([retract(), retract()]))).toEqual([200, 409]);
    expect(await ids()).toEqual([first!.id]);
    const [matter] = await read(subject, '?all=true');
    expect(matter).toMatchObject({
      conflicting: false,
      assertions: [{}, { retractedReason: 'The source corrected it.' }],
    });
    const timeline = await analyst.get<Listed<{ action: string; details: object }>>(
      `/v1/cases/${subject.id}/timeline?limit=2`,
    );
    expect(timeline.body.items).toMatchObject([
      { action: 'case.assertion_retracted', details: { assertionId: second!.id } },
      { action: 'case.assertion_recorded', details: { supersedesId: first!.id, about: 'accounts' } },
    ]);
  });

  it('may be preferred by those who assess, one on each matter, and is so no longer when it falls', async () => {
    const subject = await file();
    const [one, two, other] = await recorded(
      subject,
      accounts('exactly', 20_000),
      accounts('exactly', 24_000),
      exchanges('more_than', 10),
    );
    const preferred = async () => (await read(subject)).map((matter) => matter.preferredId);
    expect(statuses([await act(subject, one!, 'prefer'), await act(subject, other!, 'prefer')])).toEqual([
      200, 200,
    ]);
    expect((await act(subject, two!, 'prefer')).body).toMatchObject({
      preferredByName: 'investigator',
      preferredReason: 'The source corrected it.',
    });
    expect(await preferred()).toEqual([two!.id, other!.id]);
    expect((await read(subject))[0]!.conflicting).toBe(true);
    const [three] = await recorded(subject, accounts('exactly', 24_500, { supersedesId: two!.id }));
    expect((await act(subject, two!, 'prefer')).status).toBe(409);
    expect(await preferred()).toEqual([null, other!.id]);
    await act(subject, three!, 'prefer');
    await act(subject, three!, 'retract');
    expect((await act(subject, three!, 'prefer')).status).toBe(409);
    expect((await act(subject, three!, 'unprefer')).status).toBe(409);
    expect((await act(subject, other!, 'unprefer')).status).toBe(200);
    expect(await preferred()).toEqual([null, null]);
    const bothAtOnce = [one!, two!].map((each) => act(subject, each, 'prefer', 'It is the latest.'));
    expect(statuses(await Promise.all(bothAtOnce))).toEqual([200, 200]);
    expect((await read(subject))[0]!.assertions.filter((each) => each.preferredAt)).toHaveLength(1);
  });

  it('lets a person say which texts exclude each other', async () => {
    const subject = await file();
    const to = (text: string, more: object = {}): object => ({
      about: 'recipient',
      statement: `Sent to the ${text}.`,
      value: { kind: 'text', text },
      source: press,
      ...more,
    });
    const [banking] = await recorded(subject, to('Senate Banking Committee'));
    const [commerce] = await recorded(
      subject,
      to('Senate Commerce Committee', { contradictsId: banking!.id }),
    );
    expect((await read(subject))[0]).toMatchObject({
      conflicting: true,
      conflicts: [{ assertionIds: [commerce!.id, banking!.id] }],
    });
    await act(subject, commerce!, 'retract');
    expect((await read(subject))[0]!.conflicting).toBe(false);
    expect(await record(subject, to('x', { topic: 'copies', contradictsId: banking!.id }))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/assertions/0/contradictsId' }] },
    });
  });

  it('is recorded of a closed case too, and of a merged one in the case that it went into', async () => {
    const [from, into] = [await file('From'), await file('Into')];
    const [kept] = await recorded(from, accounts('exactly', 20_000));
    await recorded(into, accounts('exactly', 30_000));
    expect((await investigator.post(`/v1/cases/${from.id}/merge`, { intoId: into.id })).status).toBe(200);
    expect(await record(from, accounts('exactly', 1))).toMatchObject({
      status: 409,
      body: { type: '/problems/case-closed', mergedIntoId: into.id },
    });
    const [{ id: evidenceId }] = await app.db.query<[{ id: string }]>(
      `INSERT INTO evidence_items (id, case_id, name, media_type, origin, path, bytes, sha256, kept_at)
       VALUES (gen_random_uuid(), $1, 'page.pdf', 'application/pdf', 'report', 'page.pdf', 1, repeat('0', 64), now())
       RETURNING id`,
      [from.id],
    );
    const [shown] = await recorded(into, accounts('exactly', 7, { evidenceId }));
    expect((await act(into, shown!, 'retract')).status).toBe(200);
    expect((await act(from, kept!, 'retract')).status).toBe(409);
    expect(await read(into)).toMatchObject([{ conflicting: true, assertions: [{ caseId: from.id }, {}] }]);
    const end = { stage: 'Closed', resolution: 'Other', impact: 'NotApplicable', summary: 'Over.' };
    expect((await investigator.post(`/v1/cases/${into.id}/transition`, end)).status).toBe(200);
    expect((await act(into, kept!, 'retract')).status).toBe(200);
    await recorded(into, accounts('approximately', 30_000));
    expect(await read(into)).toMatchObject([{ conflicting: false, assertions: [{}, {}] }]);
  });

  it('is refused where it is no assertion, by the name of the member, and all of a request with it', async () => {
    const subject = await file();
    const value = (given: object) => ({ ...exchanges('exactly', 1), value: given });
    const quantity = (more: object) => value({ kind: 'quantity', qualifier: 'exactly', number: 1, ...more });
    for (const [assertion, pointer] of [
      [{ ...exchanges('exactly', 1), about: 'weather' }, '/about'],
      [{ ...exchanges('exactly', 1), unit: 'accounts' }, '/unit'],
      [{ ...exchanges('exactly', 1), unit: undefined }, '/unit'],
      [{ ...exchanges('exactly', 1), unit: 'constructor' }, '/unit'],
      [{ ...exchanges('exactly', 1), value: undefined }, '/value'],
      [{ ...exchanges('exactly', 1), stance: 'no_comment' }, '/value'],
      [quantity({ number: 1.5 }), '/value/number'],
      [quantity({ number: 1e308 }), '/value/number'],
      [quantity({ number: -1 }), '/value/number'],
      [quantity({ number: '1' }), '/value/number'],
      [quantity({ qualifier: 'fewer_than', number: 0 }), '/value/number'],
      [quantity({ to: 2 }), '/value/to'],
      [quantity({ qualifier: 'between' }), '/value/to'],
      [quantity({ qualifier: 'between', to: 1 }), '/value/to'],
      [quantity({ text: 'one' }), '/value/text'],
      [value({ kind: 'quantity', number: 1 }), '/value/qualifier'],
      [value({ kind: 'text', text: 'a\u0000b' }), '/value/text'],
      [value({ kind: 'text', text: '\ud800' }), '/value/text'],
      [value({ kind: 'date', date: '2026-04-22' }), '/value/kind'],
      [value([]), '/value'],
      [accounts('exactly', 1, { per: 'aeon' }), '/per'],
      [accounts('exactly', 1, { credibility: 7 }), '/credibility'],
      [accounts('exactly', 1, { reliability: 'G' }), '/reliability'],
      [accounts('exactly', 1, { evidenceId: crypto.randomUUID() }), '/evidenceId'],
      [accounts('exactly', 1, { supersedesId: crypto.randomUUID() }), '/supersedesId'],
      [accounts('exactly', 1, { source: { ...press, publishedOn: '2999-01-01' } }), '/source/publishedOn'],
      [accounts('exactly', 1, { source: { ...press, url: 'javascript:alert(1)' } }), '/source/url'],
      [
        accounts('exactly', 1, { source: { ...press, url: 'https://me:secret@news.example' } }),
        '/source/url',
      ],
      [accounts('exactly', 1, { source: { ...press, url: 'https://\u0000' } }), '/source/url'],
      [
        { about: 'date', statement: 'x', value: { kind: 'date', date: '0000-01-01' }, source: press },
        '/value/date',
      ],
      [
        {
          about: 'date',
          statement: 'x',
          value: { kind: 'date', date: '2026-02-02', untilDate: '2026-02-01' },
          source: press,
        },
        '/value/untilDate',
      ],
      [
        {
          about: 'share',
          statement: 'x',
          value: { kind: 'quantity', qualifier: 'exactly', number: 101 },
          source: press,
        },
        '/value/number',
      ],
    ] as const) {
      const answer = await record(subject, exchanges('more_than', 1), assertion);
      expect({ pointer, status: answer.status, body: answer.body }).toMatchObject({
        status: 400,
        body: {
          errors: expect.arrayContaining([expect.objectContaining({ pointer: `/assertions/1${pointer}` })]),
        },
      });
    }
    for (const body of [
      {},
      { assertions: [] },
      { assertions: {} },
      { assertions: [[]] },
      { assertions: [null] },
    ])
      expect((await analyst.post(path(subject), body)).status).toBe(400);
    expect(await read(subject)).toEqual([]);
    const most = Array.from({ length: 100 }, () => accounts('more_than', 1));
    for (let n = 0; n < 5; n += 1) await recorded(subject, ...most);
    expect((await record(subject, accounts('exactly', 1))).status).toBe(409);
  });

  it('is read by everyone on the staff, recorded by those who edit, judged by those who assess', async () => {
    const subject = await file();
    const [one] = await recorded(subject, accounts('exactly', 1));
    const [legal, nobody] = [await app.as('legal'), { id: crypto.randomUUID() }];
    expect((await legal.get(path(subject))).status).toBe(200);
    expect((await legal.get(`/v1/cases/${subject.id}/group`)).status).toBe(200);
    expect((await legal.post(path(subject), { assertions: [accounts('exactly', 1)] })).status).toBe(403);
    expect((await legal.post(`${path(subject)}/${one!.id}/retract`, { reason: 'x' })).status).toBe(403);
    expect((await analyst.post(`${path(subject)}/${one!.id}/prefer`, { reason: 'x' })).status).toBe(403);
    expect((await analyst.post(`${path(subject)}/${one!.id}/unprefer`, { reason: 'x' })).status).toBe(403);
    expect((await (await app.detector('watch')).get(path(subject))).status).toBe(403);
    expect((await analyst.get(path(nobody))).status).toBe(404);
    expect((await analyst.get(`/v1/cases/${nobody.id}/group`)).status).toBe(404);
    expect((await record(nobody, accounts('exactly', 1))).status).toBe(404);
    expect((await act(subject, { ...one!, id: nobody.id }, 'retract')).status).toBe(404);
    expect((await act(await file(), one!, 'prefer')).status).toBe(404);
  });

  it('adds up over the parts of a group, never across units, and only as far as it is known', async () => {
    const [whole, a, b, c] = [await file('Whole'), await file('A'), await file('B'), await file('C')];
    const part = (of: CaseView) =>
      analyst.post(`/v1/cases/${of.id}/links`, { kind: 'part_of', caseId: whole.id, reason: 'One report.' });
    await Promise.all([part(a), part(b)]);
    const group = async (): Promise<GroupView> =>
      (await analyst.get<GroupView>(`/v1/cases/${whole.id}/group`)).body;
    await recorded(whole, exchanges('more_than', 100), accounts('approximately', 50));
    await recorded(a, exchanges('more_than', 60), accounts('exactly', 40));
    const [ofB] = await recorded(
      b,
      exchanges('between', 30, { value: { kind: 'quantity', qualifier: 'between', number: 30, to: 35 } }),
      { ...exchanges('exactly', 7), unit: 'prompts' },
      { about: 'accounts', statement: 'Hundreds.', value: { kind: 'text', text: 'hundreds' }, source: post },
    );
    const verdicts = async () =>
      (await group()).figures.map(({ unit, verdict, unknownParts, sum }) => [
        unit,
        verdict,
        unknownParts,
        sum?.minimum,
      ]);
    expect((await group()).parts.map((one) => one.title)).toEqual(['A', 'B']);
    expect(await verdicts()).toEqual([
      ['exchanges', 'consistent', 0, 90],
      ['accounts', 'cannot_be_said', 1, 40],
      ['prompts', 'cannot_be_said', 1, 7],
    ]);
    await recorded(a, exchanges('at_most', 64, { source: press }));
    const [figure] = (await group()).figures;
    expect(figure).toMatchObject({
      verdict: 'inconsistent',
      parts: [{ caseId: a.id, words: 'more than 60 and at most 64 exchanges' }, { caseId: b.id }],
      reason:
        "The parts come to more than 90 and at most 99 exchanges, which cannot be true together with the group's own more than 100 exchanges.",
    });
    await part(c);
    expect((await verdicts())[0]).toEqual(['exchanges', 'cannot_be_said', 1, 90]);
    await recorded(c, exchanges('exactly', 2), exchanges('exactly', 9, { source: press }));
    expect((await group()).figures[0]).toMatchObject({ unknownParts: 1, verdict: 'cannot_be_said' });
    const nine = (await read(c))[0]!.assertions[1]!;
    await act(c, nine, 'prefer');
    expect((await group()).figures[0]).toMatchObject({ unknownParts: 0, verdict: 'consistent' });
    await act(b, ofB!, 'retract');
    expect((await group()).figures[0]!.unknownParts).toBe(1);
    expect((await investigator.post(`/v1/cases/${c.id}/merge`, { intoId: b.id })).status).toBe(200);
    expect((await group()).parts.map((one) => one.title)).toEqual(['A', 'B']);
    expect((await group()).figures[0]!.parts.map((one) => one.caseId)).toEqual([a.id, b.id]);
    expect(
      (await analyst.post(`/v1/cases/${whole.id}/links`, { kind: 'part_of', caseId: a.id, reason: 'x' }))
        .status,
    ).toBe(409);
  });
});
