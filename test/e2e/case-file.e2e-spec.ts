import type { MeView } from '../../libs/access/access.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { CaseDateView } from '../../libs/cases/dates/case-dates.controller';
import type { LinkView } from '../../libs/cases/links/case-links.controller';
import type { MentionView, NoteRevisionView, NoteView } from '../../libs/cases/notes/case-notes.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('what is written down in a case', () => {
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

  it('notes: mention people, who read them; every wording is kept; taken back with a reason', async () => {
    const { id } = await file();
    const notes = `/v1/cases/${id}/notes`;
    const { id: reader } = (await analyst.get<MeView>('/v1/me')).body;
    const text = `@[analyst](user:${reader}) please look.`;
    const note = (await investigator.post<NoteView>(notes, { text })).body;
    expect(note).toMatchObject({ text, revision: 1, replyToId: null });
    const mentions = async (query = '') =>
      (await analyst.get<Listed<MentionView>>(`/v1/mentions${query}`)).body.items;
    expect(await mentions('?unread=true')).toMatchObject([{ noteId: note.id, caseId: id, readAt: null }]);
    expect((await analyst.post('/v1/mentions/read', { noteIds: [note.id] })).status).toBe(204);
    expect(await mentions('?unread=true')).toEqual([]);
    expect(await mentions()).toHaveLength(1);
    for (const who of [crypto.randomUUID(), 'nobody']) {
      expect(await investigator.post(notes, { text: `@[x](user:${who})` })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/text' }] },
      });
    }
    const path = `${notes}/${note.id}`;
    const allowedFor = async (of: HttpClient): Promise<string[]> =>
      (await of.get<Listed<NoteView>>(notes)).body.items.find((one) => one.id === note.id)!.allowed;
    expect([await allowedFor(investigator), await allowedFor(analyst)]).toEqual([['edit', 'retract'], []]);
    expect((await analyst.patch(path, { revision: 1, text: 'Mine.' })).status).toBe(403);
    const edit = (words: string) => investigator.patch<NoteView>(path, { revision: 1, text: words });
    const both = await Promise.all([edit('One.'), edit('Two.')]);
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 412]);
    const reply = await analyst.post<NoteView>(notes, { text: 'Done.', replyToId: note.id });
    expect(reply.body.replyToId).toBe(note.id);
    expect((await analyst.post(notes, { text: 'x', replyToId: crypto.randomUUID() })).status).toBe(400);
    const retract = () => investigator.post<NoteView>(`${path}/retract`, { reason: 'Another case.' });
    expect((await retract()).body).toMatchObject({ text: '', retractedReason: 'Another case.' });
    expect((await retract()).status).toBe(409);
    expect(await allowedFor(investigator)).toEqual([]);
    const wordings = (await analyst.get<NoteRevisionView[]>(`${path}/revisions`)).body;
    expect(wordings.map((one) => one.revision)).toEqual([2, 1]);
    expect(wordings[1]!.text).toBe(text);
  });

  it('dates: who says when what was so; superseded, retracted, never overwritten', async () => {
    const { id } = await file();
    const dates = `/v1/cases/${id}/dates`;
    const said = { zone: 'America/New_York', assertedBy: 'Threat intelligence', source: 'First sign-up' };
    const record = (body: object) => investigator.post<CaseDateView>(dates, { ...said, ...body });
    const present = async (query = '') =>
      (await investigator.get<CaseDateView[]>(`${dates}${query}`)).body.map((date) => date.id);
    const occurredAt = async () => (await investigator.get<CaseView>(`/v1/cases/${id}`)).body.occurredAt;
    const first = (await record({ kind: 'occurred_from', onDate: '2026-04-22', precision: 'day' })).body;
    expect(first).toMatchObject({ onDate: '2026-04-22', at: null });
    expect(await occurredAt()).toBe('2026-04-22T04:00:00.000Z');
    const second = (
      await record({
        kind: 'occurred_from',
        at: '2026-04-21T23:10:00Z',
        precision: 'instant',
        supersedesId: first.id,
      })
    ).body;
    expect(await present()).toEqual([second.id]);
    expect(await present(`?asOf=${first.recordedAt}`)).toEqual([first.id]);
    expect(await occurredAt()).toBe('2026-04-21T23:10:00.000Z');
    const again = { kind: 'occurred_from', onDate: '2026-04-20', precision: 'day', supersedesId: first.id };
    expect(await record(again)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/supersedesId' }] },
    });
    const retract = () => investigator.post(`${dates}/${second.id}/retract`, { reason: 'A test account.' });
    expect(
      (await Promise.all([retract(), retract()])).map((one) => one.status).toSorted((a, b) => a - b),
    ).toEqual([200, 409]);
    expect(await present()).toEqual([first.id]);
    expect(await occurredAt()).toBe('2026-04-22T04:00:00.000Z');
    expect(await present('?all=true')).toEqual([first.id, second.id]);
    for (const [body, pointer] of [
      [{ kind: 'aware', precision: 'day' }, '/at'],
      [{ kind: 'aware', onDate: '2026-04-22', precision: 'instant' }, '/precision'],
      [{ kind: 'aware', at: '2999-01-01T00:00:00Z', precision: 'instant' }, '/at'],
      [{ kind: 'aware', onDate: '2026-04-22', precision: 'day', zone: 'Mars' }, '/zone'],
      [{ kind: 'aware', onDate: '2026-04-22', precision: 'day', zone: '+02:00' }, '/zone'],
      [
        { kind: 'aware', onDate: '2026-04-22', precision: 'day', evidenceId: crypto.randomUUID() },
        '/evidenceId',
      ],
    ] as const) {
      expect(await record(body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    }
  });

  it('links: read from both sides, in no circle of parts, once however often they are said', async () => {
    const [report, one, two] = [await file('Report'), await file('One'), await file('Two')];
    const link = (from: CaseView, kind: string, to: CaseView) =>
      analyst.post<LinkView>(`/v1/cases/${from.id}/links`, { kind, caseId: to.id, reason: 'One report.' });
    const read = async (of: CaseView) =>
      (await analyst.get<Listed<LinkView>>(`/v1/cases/${of.id}/links`)).body.items.map(
        (item) => `${item.kind} ${item.caseTitle}`,
      );
    const twice = await Promise.all([link(one, 'part_of', report), link(one, 'part_of', report)]);
    expect(twice[0]!.body.id).toBe(twice[1]!.body.id);
    await link(two, 'part_of', report);
    await link(two, 'related', one);
    await link(one, 'related', two);
    await link(one, 'caused_by', two);
    expect(await read(report)).toEqual(['has_part Two', 'has_part One']);
    expect(await read(one)).toEqual(['caused_by Two', 'related Two', 'part_of Report']);
    expect(await read(two)).toEqual(['causes One', 'related One', 'part_of Report']);
    expect((await link(report, 'part_of', one)).status).toBe(409);
    expect((await link(one, 'related', one)).status).toBe(409);
    const [a, b, c] = [await file('A'), await file('B'), await file('C')];
    const circle = await Promise.all([link(a, 'part_of', b), link(b, 'part_of', c), link(c, 'part_of', a)]);
    expect(circle.map((answer) => answer.status).toSorted((x, y) => x - y)).toEqual([201, 201, 409]);
    const retract = `/v1/cases/${report.id}/links/${twice[0]!.body.id}/retract`;
    expect((await analyst.post(retract, { reason: 'Another report.' })).status).toBe(204);
    expect((await analyst.post(retract, { reason: 'Another report.' })).status).toBe(404);
    expect(await read(report)).toEqual(['has_part Two']);
  });
});
