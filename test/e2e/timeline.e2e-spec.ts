import type { TimelineEntryView } from '../../libs/cases/timeline/timeline.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

describe('the one timeline of a case', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let analyst: HttpClient;
  let id: string;
  let merged: string;
  let dateId: string;

  const file = async (title: string): Promise<string> =>
    (await investigator.post<{ id: string }>('/v1/cases', { kind: 'other', title, severity: 2 })).body.id;
  const read = async (query = ''): Promise<TimelineEntryView[]> =>
    (await analyst.get<Listed<TimelineEntryView>>(`/v1/cases/${id}/timeline${query}`)).body.items;
  const told = async (query: string): Promise<string[]> =>
    (await read(query)).map((entry) => `${entry.kind} ${entry.action}`);

  beforeAll(async () => {
    app = await startApp({ worker: false });
    [investigator, analyst] = await Promise.all([app.as('investigator'), app.as('analyst')]);
    const detector = await app.detector('card-watch');
    const sent = await detector.post<{ results: { alertId: string }[] }>(
      '/v1/alerts/batch',
      ['04-25', '05-03'].map((day) => ({
        type: 'distillation.instrument',
        sourceRef: day,
        title: `Seen on ${day}`,
        severity: 3,
        confidence: 0.9,
        analytic: { name: 'card-fanout' },
        occurredFrom: `2026-${day}T06:00:00Z`,
        occurredTo: `2026-${day}T18:00:00Z`,
        detectedAt: `2026-${day}T20:00:00Z`,
        subjects: { accounts: [`acct-${day}`] },
      })),
    );
    merged = await file('A part of it');
    await analyst.post(`/v1/cases/${merged}/notes`, { text: 'Of the merged case.' });
    id = await file('A ring');
    const alertIds = sent.body.results.map((one) => one.alertId);
    await analyst.post(`/v1/cases/${merged}/alerts`, { alertIds });
    const dates = `/v1/cases/${id}/dates`;
    const said = { zone: 'America/New_York', assertedBy: 'Threat intelligence', source: 'Sign-ups' };
    dateId = (
      await analyst.post<{ id: string }>(dates, {
        ...said,
        kind: 'occurred_from',
        onDate: '2026-04-22',
        precision: 'day',
      })
    ).body.id;
    await analyst.post(dates, { ...said, kind: 'aware', at: '2026-05-01T12:00:00Z', precision: 'instant' });
    await investigator.post(`/v1/cases/${id}/notes`, { text: 'Looks like one buyer.' });
    await investigator.post(`/v1/cases/${merged}/merge`, { intoId: id });
  });
  afterAll(() => app.stop());

  it('tells acts, alerts, dates and notes, each with when it was so and when that was recorded', async () => {
    const all = await read('?limit=200');
    const kinds = (kind: string) => all.filter((entry) => entry.kind === kind);
    expect(kinds('alert')).toMatchObject([
      {
        occurredAt: '2026-05-03T06:00:00.000Z',
        occurredTo: '2026-05-03T18:00:00.000Z',
        actor: { kind: 'detector', name: 'card-watch' },
        caseId: id,
        details: { title: 'Seen on 05-03', severity: 3 },
      },
      { occurredAt: '2026-04-25T06:00:00.000Z' },
    ]);
    expect(kinds('date')).toMatchObject([
      { occurredAt: '2026-05-01T12:00:00.000Z', precision: 'instant', details: { kind: 'aware' } },
      {
        id: dateId,
        occurredAt: '2026-04-22T04:00:00.000Z',
        precision: 'day',
        zone: 'America/New_York',
        actor: { name: 'analyst' },
        details: { kind: 'occurred_from', onDate: '2026-04-22', isRetracted: false, isSuperseded: false },
      },
    ]);
    expect(kinds('note')).toMatchObject([
      { caseId: id, details: { text: 'Looks like one buyer.' } },
      { caseId: merged, details: { text: 'Of the merged case.' } },
    ]);
    const acts = kinds('act').map((entry) => entry.action);
    expect(acts).toEqual(expect.arrayContaining(['case.opened', 'alerts.imported', 'case.merged']));
    expect(acts).not.toContain('case.note_added');
    expect(acts).not.toContain('case.date_recorded');
    for (const entry of kinds('act')) expect(entry.occurredAt).toBe(entry.recordedAt);
    for (const entry of all) expect(entry.occurredAt <= entry.recordedAt).toBe(true);
  });

  it('is filtered by kind, actor and either time', async () => {
    expect(await told('?kinds=note')).toEqual(Array(2).fill('note case.note_added'));
    expect(await told('?kinds=date&kinds=alert&order=occurred&direction=asc')).toEqual([
      'date case.date_recorded',
      'alert alert.occurred',
      'date case.date_recorded',
      'alert alert.occurred',
    ]);
    expect(await told('?kinds=act&limit=200')).toEqual(
      expect.arrayContaining(['act case.note_added', 'act case.date_recorded']),
    );
    const me = (await analyst.get<{ id: string }>('/v1/me')).body.id;
    const mine = await read(`?actor=${me}&limit=200`);
    expect(new Set(mine.map((entry) => entry.actor.name))).toEqual(new Set(['analyst']));
    expect(mine.map((entry) => entry.kind)).toEqual(expect.arrayContaining(['act', 'date', 'note']));
    // The alert of the 25th lasts until the evening.
    expect(await told('?occurredFrom=2026-04-25T12:00:00Z&occurredTo=2026-05-01T12:00:00Z')).toEqual([
      'alert alert.occurred',
    ]);
    expect(await read('?recordedTo=2026-05-10T00:00:00Z')).toEqual([]);
    expect(await read('?recordedFrom=2999-01-01T00:00:00Z')).toEqual([]);
    for (const [query, pointer] of [
      ['kinds=deed', '/kinds'],
      ['order=size', '/order'],
      ['direction=up', '/direction'],
      ['occurredFrom=yesterday', '/occurredFrom'],
      ['recordedTo=2026-02-30T00:00:00Z', '/recordedTo'],
    ])
      expect(await analyst.get(`/v1/cases/${id}/timeline?${query}`)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer }] },
      });
    expect((await analyst.get(`/v1/cases/${crypto.randomUUID()}/timeline`)).status).toBe(404);
  });

  it.each(['recorded', 'occurred'])(
    'is the same page after page, both ways, in the order of %s',
    async (order) => {
      const paged = async (direction: string): Promise<string[]> => {
        const seen: string[] = [];
        for (let cursor: string | null = ''; cursor !== null;) {
          const { body }: Answer<Listed<TimelineEntryView>> = await analyst.get(
            `/v1/cases/${id}/timeline?limit=2&order=${order}&direction=${direction}${cursor && `&cursor=${cursor}`}`,
          );
          seen.push(...body.items.map((entry) => `${entry.kind} ${entry.id}`));
          cursor = body.nextCursor;
        }
        return seen;
      };
      const whole = await read(`?limit=200&order=${order}`);
      const times = whole.map((entry) => (order === 'recorded' ? entry.recordedAt : entry.occurredAt));
      expect(times).toEqual(times.toSorted().toReversed());
      const down = await paged('desc');
      expect(down).toEqual(whole.map((entry) => `${entry.kind} ${entry.id}`));
      expect(new Set(down).size).toBe(down.length);
      expect(await paged('asc')).toEqual(down.toReversed());
    },
  );

  it('does not show the words of a note that was taken back', async () => {
    const { body: note } = await investigator.post<{ id: string }>(`/v1/cases/${id}/notes`, {
      text: 'Wrong.',
    });
    await investigator.post(`/v1/cases/${id}/notes/${note.id}/retract`, { reason: 'Another case.' });
    const [entry] = await read('?kinds=note');
    expect(entry).toMatchObject({ id: note.id, details: { text: '', isRetracted: true } });
  });
});
