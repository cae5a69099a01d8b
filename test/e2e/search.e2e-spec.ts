import fc from 'fast-check';
import type { MeView } from '../../libs/access/access.dto';
import { DomainError } from '@app/platform';
import { permissionsOf } from '@app/access';
import type { CaseView } from '../../libs/cases/cases.dto';
import { SearchQueries, SEARCH_KINDS } from '@app/search';
import type { FoundOfKindView, HitView, SearchedKindView } from '../../libs/search/search.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

interface Found {
  items: HitView[];
  nextCursor: string | null;
  kinds: FoundOfKindView[];
}

describe('search', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let detector: HttpClient;
  let me: string;
  let campaign: CaseView;
  let other: CaseView;

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
    me = (await investigator.get<MeView>('/v1/me')).body.id;
    campaign = await file({
      title: 'Fake accounts of a reseller network',
      summary: 'They share <b>payment</b> instruments, café and all.',
      severity: 4,
      ownerId: me,
      tags: ['Reseller  Network'],
    });
    other = await file({ kind: 'other', title: 'Accounts that are not fake, as it seems', severity: 2 });
    await investigator.post(`/v1/cases/${campaign.id}/accounts`, {
      accountIds: ['acct-00017', 'acct-00018', 'user_5%x'],
      source: 'partner report',
    });
    await investigator.post(`/v1/cases/${other.id}/accounts`, { accountIds: ['acct-00017'], source: 'list' });
    await investigator.post(`/v1/cases/${campaign.id}/notes`, {
      text: 'The **two clusters** share a template.',
    });
    detector = await app.detector('template-watch', ['alerts.send', 'alerts.read']);
    const stranger = await app.detector('billing-watch', ['alerts.send', 'alerts.read']);
    await detector.post('/v1/alerts/batch', [
      alert('run-7/1', 'Shared template of fake accounts', 4),
      alert('run-7/2', 'Shared instrument', 2),
    ]);
    await stranger.post('/v1/alerts/batch', [alert('bill-1', 'Fake billing address', 3)]);
    await app.db.query(
      `INSERT INTO case_entities (case_id, kind, value, added_at) VALUES ($1, 'address', '192.0.2.17', now())`,
      [campaign.id],
    );
  });
  afterAll(() => app.stop());

  const file = async (over: object): Promise<CaseView> =>
    (await investigator.post<CaseView>('/v1/cases', { kind: 'distillation', playbook: false, ...over })).body;
  const search = (kind: string, q: string, more = '', who = investigator): Promise<Answer<Found>> =>
    who.get<Found>(`/v1/search?kind=${kind}&q=${encodeURIComponent(q)}${more}`);
  const titles = async (kind: string, q: string, more = '', who = investigator): Promise<string[]> => {
    const { status, body } = await search(kind, q, more, who);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.items.map((item) => item.title);
  };
  const mark = (hit: HitView): string =>
    hit.snippet.map((part) => (part.isMatch ? `[${part.text}]` : part.text)).join('');

  it('finds cases by words, phrases, beginnings, numbers and fields', async () => {
    const [a, b] = [campaign.title, other.title];
    expect(await titles('cases', 'fake accounts')).toEqual([b, a]);
    expect(await titles('cases', '"fake accounts"')).toEqual([a]);
    expect(await titles('cases', 'FAKE -resell*')).toEqual([b]);
    expect(await titles('cases', 'instruments')).toEqual([a]);
    expect(await titles('cases', 'title:instruments')).toEqual([]);
    expect(await titles('cases', `#${campaign.number}`)).toEqual([a]);
    expect(await titles('cases', 'severity:>=3 stage:new owner:me tag:"reseller network"')).toEqual([a]);
    expect(await titles('cases', 'owner:investigator')).toEqual([a]);
    expect(await titles('cases', '-owner:me')).toEqual([b]);
    expect(await titles('cases', 'owner:none OR kind:distillation', '&sort=severity')).toEqual([a, b]);
    expect(await titles('cases', 'account:acct-00018 entity:192.0.2.*')).toEqual([a]);
    expect(await titles('cases', 'created:today created:[2026-06-01 TO now]', '&zone=UTC')).toEqual([b, a]);
    expect(await titles('cases', 'created:<2026-06-01')).toEqual([]);
    expect(await titles('cases', '')).toEqual([b, a]);
  });

  it('finds accounts and entities by a part, and notes and alerts by their words', async () => {
    expect(await titles('accounts', '0001')).toEqual(['acct-00017', 'acct-00017', 'acct-00018']);
    expect(await titles('accounts', 'account:acct-00017 case:' + other.number)).toEqual(['acct-00017']);
    expect(await titles('accounts', 'account:user_5%*')).toEqual(['user_5%x']);
    expect(await titles('accounts', '%_%')).toEqual([]);
    expect(await titles('entities', '2.0.2 kind:address')).toEqual(['192.0.2.17']);
    expect(await titles('notes', '"two clusters" author:me')).toEqual(['Note of investigator']);
    expect(await titles('alerts', 'fake severity:>=4')).toEqual(['Shared template of fake accounts']);
    expect(await titles('alerts', 'run-7/* stage:New')).toEqual([
      'Shared instrument',
      'Shared template of fake accounts',
    ]);
    expect(await titles('alerts', 'source:run-7/2 account:acct-run-7/2')).toEqual(['Shared instrument']);
    expect(await titles('alerts', 'detector:billing-watch assignee:none')).toEqual(['Fake billing address']);
  });

  it('pages by key in every order, and refuses the cursor of another list', async () => {
    for (const [kind, sort] of [
      ['cases', 'newest'],
      ['cases', 'updated'],
      ['cases', 'severity'],
      ['alerts', 'newest'],
      ['alerts', 'severity'],
      ['accounts', 'account'],
    ]) {
      const whole = await titles(kind!, '', `&sort=${sort}`);
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body }: Answer<Found> = await search(
          kind!,
          '',
          `&sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...body.items.map((item) => item.title));
        cursor = body.nextCursor;
      }
      expect(seen).toEqual(whole);
    }
    const { nextCursor } = (await search('cases', '', '&limit=1')).body;
    for (const [kind, more] of [
      ['alerts', ''],
      ['cases', '&sort=severity'],
      ['notes', ''],
    ])
      expect((await search(kind!, '', `${more}&cursor=${nextCursor}`)).status).toBe(400);
    expect((await search('cases', '', '&sort=name')).status).toBe(400);
    for (const zone of ['Mars', '%2B02:00'])
      expect((await search('cases', '', `&zone=${zone}`)).body).toMatchObject({
        errors: [{ pointer: '?zone' }],
      });
  });

  it('searches all kinds at once, says how many there are at least, and which the query does not fit', async () => {
    const { kinds } = (await search('all', 'fake')).body;
    expect(kinds.map(({ kind, atLeast, isMore }) => [kind, atLeast, isMore])).toEqual([
      ['cases', 2, false],
      ['alerts', 2, false],
      ['accounts', 0, false],
      ['entities', 0, false],
      ['notes', 0, false],
    ]);
    expect(kinds[0]!.items.map((item) => item.title)).toEqual([other.title, campaign.title]);
    const some = (await search('all', 'severity:>=4')).body.kinds;
    expect(some.map(({ kind, atLeast, leftOut }) => [kind, atLeast, leftOut !== null])).toEqual([
      ['cases', 1, false],
      ['alerts', 1, false],
      ['accounts', 0, true],
      ['entities', 0, true],
      ['notes', 0, true],
    ]);
    expect(await search('all', 'severty:4')).toMatchObject({ status: 400, body: { nearest: 'severity' } });
  });

  it('answers text that shows where the words are, and never markup', async () => {
    const [hit] = (await search('cases', 'payment café')).body.items;
    expect(mark(hit!)).toContain('share <b>[payment]</b> instruments, [café] and all.');
    expect(hit).toMatchObject({
      caseId: campaign.id,
      caseNumber: campaign.number,
      values: { severity: 4, owner: { id: me, name: 'investigator' }, tag: ['reseller network'] },
    });
  });

  it('says where a query is wrong and what was meant', async () => {
    expect(await search('cases', 'fake severty:>=3')).toMatchObject({
      status: 400,
      body: {
        type: '/problems/invalid-query',
        position: 5,
        length: 7,
        field: 'severty',
        nearest: 'severity',
      },
    });
    expect((await search('cases', `"${'a'.repeat(3_000)}`)).status).toBe(400);
  });

  it('lists its fields, each with an example that is valid', async () => {
    const { body } = await investigator.get<SearchedKindView[]>('/v1/search/fields');
    expect(body.map((one) => one.kind)).toEqual(SEARCH_KINDS);
    for (const { kind, fields, sorts } of body) {
      const names = fields.map((field) => field.name);
      expect(names).toEqual([...new Set(names)]);
      const all = fields.map((field) => field.example).join(' OR ');
      for (const sort of sorts) expect((await search(kind, all, `&sort=${sort}`)).status).toBe(200);
    }
  });

  it('shows a detector its own alerts and nothing else', async () => {
    expect(await titles('alerts', 'fake', '', detector)).toEqual(['Shared template of fake accounts']);
    const { kinds } = (await search('all', 'fake', '', detector)).body;
    expect(kinds.map((one) => one.kind)).toEqual(['alerts']);
    expect((await search('cases', 'fake', '', detector)).status).toBe(403);
    // Tags are told together, and people's are none of a detector's business.
    for (const query of ['assignee:me', 'tag:resale'])
      expect((await search('alerts', query, '', detector)).status).toBe(400);
    const [hit] = (await search('alerts', 'fake', '', detector)).body.items;
    expect(Object.keys(hit!.values)).not.toContain('assignee');
    await investigator.post(`/v1/cases/${campaign.id}/alerts`, { alertIds: [hit!.id] });
    const hitOf = async (who: HttpClient): Promise<HitView> =>
      (await search('alerts', 'fake', '', who)).body.items.find(({ id }) => id === hit!.id)!;
    expect(await hitOf(investigator)).toMatchObject({ caseId: campaign.id, caseNumber: campaign.number });
    expect(await hitOf(detector)).toMatchObject({ caseId: null, caseNumber: null });
    const sender = await app.detector('mute-sender', ['alerts.send']);
    expect((await search('alerts', '', '', sender)).status).toBe(403);
    expect((await search('all', '', '', sender)).body.kinds).toEqual([]);
    expect((await app.anonymous.get('/v1/search')).status).toBe(401);
  });

  it('leaves out notes that were taken back and cases that went into others', async () => {
    const lost = await file({ title: 'Zebra one', severity: 1 });
    await investigator.post(`/v1/cases/${lost.id}/accounts`, {
      accountIds: ['zebra-account'],
      source: 'list',
    });
    const note = await investigator.post<{ id: string }>(`/v1/cases/${lost.id}/notes`, { text: 'A zebra.' });
    expect(await titles('notes', 'zebra')).toHaveLength(1);
    await investigator.post(`/v1/cases/${lost.id}/notes/${note.body.id}/retract`, { reason: 'Wrong case.' });
    expect(await titles('notes', 'zebra')).toEqual([]);
    await investigator.post(`/v1/cases/${lost.id}/merge`, { intoId: campaign.id });
    expect(await titles('cases', 'zebra')).toEqual([]);
    expect((await search('accounts', 'zebra')).body.items.map((item) => item.caseId)).toEqual([campaign.id]);
  });

  it('keeps alerts of the sandbox out unless they are asked for', async () => {
    await app.db.query(`UPDATE alerts SET sandbox = true WHERE source_ref = 'run-7/2'`);
    expect(await titles('alerts', 'instrument')).toEqual([]);
    expect(await titles('alerts', 'instrument sandbox:true')).toEqual(['Shared instrument']);
    expect(await titles('alerts', 'instrument', '', detector)).toEqual(['Shared instrument']);
    await app.db.query(`UPDATE alerts SET sandbox = false WHERE source_ref = 'run-7/2'`);
  });

  it('is given up, with a problem, when the database does not finish in time', async () => {
    const holder = app.db.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE case_entities IN ACCESS EXCLUSIVE MODE');
    expect(await search('entities', 'address')).toMatchObject({
      status: 422,
      body: { type: '/problems/search-too-broad' },
    });
    await holder.rollbackTransaction();
    await holder.release();
    expect((await search('entities', 'address')).status).toBe(200);
  });

  it('compiles whatever is typed to SQL that the database understands, or refuses it', async () => {
    const queries = new SearchQueries({ now: () => new Date() });
    const caller = { kind: 'user', id: me, name: 'x', permissions: permissionsOf(['investigator']) } as const;
    const word = fc.oneof(
      fc.constantFrom(
        'me',
        'none',
        'now-7d',
        '2026-06',
        '3',
        '0.5',
        '#12',
        'true',
        'New',
        "o'neil",
        'a\\',
        "it's\\'*",
        '"',
        '*',
        '&|!():*',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    const fields = SEARCH_KINDS.flatMap((kind) =>
      queries.fieldsOf(kind, caller).map((field) => `${field.name}:`),
    );
    const term = fc.tuple(
      fc.constantFrom('', '-', 'NOT ', '('),
      fc.oneof(fc.constant(''), fc.constantFrom(...fields)),
      fc.constantFrom('', '>', '<=', '[3 TO ', '[now-7d TO '),
      word,
      fc.constantFrom('', '*', ']', ')', ' OR '),
    );
    const text = fc
      .array(
        term.map((parts) => parts.join('')),
        { maxLength: 5 },
      )
      .map((parts) => parts.join(' '));
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...SEARCH_KINDS), async (q, kind) => {
        const compiled = (() => {
          try {
            return queries.compile(kind, q, caller);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            return undefined;
          }
        })();
        if (!compiled) return;
        understood += 1;
        await app.db.query(`SELECT FROM ${compiled.from} WHERE ${compiled.where}`, compiled.values);
      }),
      { numRuns: 1_000 },
    );
    expect(understood).toBeGreaterThan(100);
  });
});

const alert = (sourceRef: string, title: string, severity: number): object => ({
  type: 'distillation.template',
  sourceRef,
  title,
  severity,
  confidence: 0.9,
  analytic: { name: 'template-watch', version: '1.0.0' },
  occurredFrom: '2026-06-01T00:00:00Z',
  occurredTo: '2026-06-02T00:00:00Z',
  detectedAt: '2026-06-02T01:00:00Z',
  subjects: { accounts: [`acct-${sourceRef}`] },
});
