import type { AssertionView, MatterView } from '../../libs/cases/assertions/assertions.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import type { CaseDateView } from '../../libs/cases/dates/case-dates.controller';
import type { GroupView } from '../../libs/cases/groups/groups.controller';
import { PUBLISHED_REPORTS, type PublishedCase } from '../fixtures/published-cases';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

const CASES: readonly PublishedCase[] = PUBLISHED_REPORTS.flat();
const OTHERS = [
  'OAI-2026-DEEPSEEK',
  'GTIG-2026-Q1',
  'MS-2024-STORM-2139',
  'SYSDIG-2024-LLMJACKING',
  'ANT-2025-832',
  'OAI-2026-FEB-REPORT',
  'OAI-2025-SURVEILLANCE',
  'CUST-2026-AGTECH',
  'FT-2026-REGION',
  'PRESS-2026-GATEWAY',
  'ANT-2026-ALIBABA',
];

describe('the cases that are on public record', () => {
  let app: TestApp;
  let investigator: HttpClient;
  const filed = new Map<string, CaseView>();

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
    for (const published of CASES) filed.set(published.key, await file(published));
  });
  afterAll(() => app.stop());

  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await investigator.post<T>(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

  /** Files a case with everything that is said of it, by the routes that everybody has. */
  async function file(published: PublishedCase): Promise<CaseView> {
    const { id } = await post<CaseView>('/v1/cases', { ...published.case, playbook: false });
    const at = `/v1/cases/${id}`;
    const plain = published.assertions.filter((one) => !one.contradicts);
    const later = published.assertions.filter((one) => one.contradicts);
    const strip = ({ ref: _ref, contradicts: _no, preferred: _why, ...one }: (typeof plain)[number]) => one;
    const recorded = await post<AssertionView[]>(`${at}/assertions`, { assertions: plain.map(strip) });
    const idOf = (ref: string): string => recorded[plain.findIndex((one) => one.ref === ref)]!.id;
    if (later.length > 0)
      await post(`${at}/assertions`, {
        assertions: later.map((one) => ({ ...strip(one), contradictsId: idOf(one.contradicts!) })),
      });
    for (const [place, { preferred }] of plain.entries()) {
      if (preferred) await post(`${at}/assertions/${recorded[place]!.id}/prefer`, { reason: preferred });
    }
    for (const date of published.dates) await post(`${at}/dates`, { ...date, zone: 'UTC' });
    const reason = 'Its sources say so.';
    if (published.partOf)
      await post(`${at}/links`, { kind: 'part_of', caseId: filed.get(published.partOf)!.id, reason });
    for (const key of published.related ?? [])
      await post(`${at}/links`, { kind: 'related', caseId: filed.get(key)!.id, reason });
    const move = published.end ? { stage: 'Closed', ...published.end } : { stage: 'InProgress' };
    return post<CaseView>(`${at}/transition`, move);
  }

  const get = async <T>(key: string, part = ''): Promise<T> => {
    const answer = await investigator.get<T>(`/v1/cases/${filed.get(key)!.id}${part}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const matters = (key: string) => get<MatterView[]>(key, '/assertions');
  const matter = async (key: string, about: string, topic: string | null = null): Promise<MatterView> => {
    const found = (await matters(key)).filter((one) => one.about === about && one.topic === topic);
    expect(found).toHaveLength(1);
    return found[0]!;
  };
  const conflicting = async (key: string): Promise<string[]> =>
    (await matters(key)).filter((one) => one.conflicting).map((one) => one.about);

  it('are fifteen reports, one of which is three cases and their group', () => {
    expect(PUBLISHED_REPORTS).toHaveLength(15);
    expect(CASES).toHaveLength(18);
    expect(filed.size).toBe(18);
  });

  it('are read back as they were said: nothing is made up, no unit changes, every source stands by', async () => {
    for (const { key, assertions, dates } of CASES) {
      const read = (await matters(key)).flatMap((one) => one.assertions);
      expect(read).toHaveLength(assertions.length);
      for (const said of assertions) {
        const { value, source, statement, about, topic, stance, speaker, confidence } = said;
        expect(read).toContainEqual(
          expect.objectContaining({
            about,
            statement,
            topic: topic ?? null,
            stance: stance ?? 'asserts',
            speaker: speaker ?? null,
            confidence: confidence ?? null,
            ...(said.unit ? { unit: said.unit } : {}),
            value: value ? expect.objectContaining(value) : null,
            source: expect.objectContaining(source),
          }),
        );
      }
      expect((await get<CaseDateView[]>(key, '/dates')).map((date) => date.onDate)).toEqual(
        dates.map((date) => date.onDate),
      );
    }
  });

  it('show a conflict where their sources conflict, and nowhere else', async () => {
    const all = await Promise.all(CASES.map(async ({ key }) => [key, await conflicting(key)] as const));
    expect(Object.fromEntries(all.filter(([, abouts]) => abouts.length > 0))).toEqual({
      'ANT-2026-ALIBABA': ['activity', 'response', 'recipient'],
      'ANT-2026-FEB': ['date'],
      'GTIG-2026-Q1': ['date'],
      'ANT-2025-832': ['share'],
    });
  });

  it('Alibaba: rounded figures, a denial beside a silence, two committees, and what the lab goes by', async () => {
    const key = 'ANT-2026-ALIBABA';
    expect(await matter(key, 'accounts', 'fraudulent')).toMatchObject({
      conflicting: false,
      unit: 'accounts',
    });
    const activity = await matter(key, 'activity');
    expect(activity.conflicts[0]!.reason).toBe(
      'Anthropic (decrypt.co) says more than 28,800,000 exchanges, Anthropic (speakox.com) says exactly 28,800,000 exchanges: both cannot be true.',
    );
    const preferred = activity.assertions.find((one) => one.id === activity.preferredId)!;
    expect(preferred.value).toMatchObject({ qualifier: 'more_than', number: 28_800_000 });
    expect((await matter(key, 'response')).conflicts[0]!.reason).toBe(
      'Alibaba is said to have spoken (civitas.global, chatforest.com) and to have made no comment (speakox.com).',
    );
    const recipient = await matter(key, 'recipient');
    expect(recipient.assertions.find((one) => one.id === recipient.preferredId)!.statement).toContain(
      'Banking',
    );
    expect((await matter(key, 'model', 'which Qwen model benefited')).assertions[0]!.value).toEqual({
      kind: 'not_published',
    });
    expect(await get<CaseView>(key)).toMatchObject({
      stage: 'InProgress',
      occurredAt: '2026-04-22T00:00:00.000Z',
    });
  });

  it('February 2026: the total agrees with three parts whose accounts nobody published', async () => {
    const key = 'ANT-2026-FEB';
    const { parts, figures } = await get<GroupView>(key, '/group');
    expect(parts.map((part) => part.number)).toEqual(
      ['ANT-2026-DEEPSEEK', 'ANT-2026-MOONSHOT', 'ANT-2026-MINIMAX'].map((one) => filed.get(one)!.number),
    );
    const figure = (about: string, topic: string | null = null) =>
      figures.find((one) => one.about === about && one.topic === topic)!;
    expect(figure('activity')).toMatchObject({
      unit: 'exchanges',
      own: { words: 'more than 16,000,000 exchanges' },
      sum: { minimum: 16_550_000, isMinimumExcluded: true, maximum: null },
      unknownParts: 0,
      verdict: 'consistent',
    });
    expect(figure('accounts')).toMatchObject({
      own: { minimum: 24_000, isMinimumExcluded: true, maximum: 24_500 },
      parts: [],
      unknownParts: 3,
      sum: null,
      verdict: 'cannot_be_said',
    });
    expect((await matter('ANT-2026-DEEPSEEK', 'accounts')).assertions[0]!.value).toEqual({
      kind: 'not_published',
    });
    expect((await matter('ANT-2026-MOONSHOT', 'accounts')).assertions[0]!.value).toEqual({
      kind: 'text',
      text: 'hundreds',
    });
    expect((await matter('ANT-2026-MINIMAX', 'attribution')).assertions[0]!.confidence).toBe('high');
  });

  it('are measured in what their sources count, or not at all', async () => {
    const figures = async (key: string): Promise<unknown[]> =>
      (await matters(key))
        .filter((one) => one.assertions.some((said) => said.value?.kind === 'quantity'))
        .map((one) => [one.about, one.unit, one.per]);
    expect(await figures('OAI-2026-DEEPSEEK')).toEqual([]);
    expect(await figures('GTIG-2026-Q1')).toEqual([['activity', 'prompts', null]]);
    expect(await figures('SYSDIG-2024-LLMJACKING')).toEqual([
      ['cost', 'usd', 'day'],
      ['cost', 'usd', 'day'],
    ]);
    expect(await figures('ANT-2025-GTG-1002')).toEqual([
      ['affected', 'targets', null],
      ['share', 'percent', null],
      ['other', 'items', null],
    ]);
    expect(await figures('CUST-2026-BELO')).toEqual([
      ['affected', 'seats', null],
      ['duration', 'hours', null],
    ]);
    expect(await figures('FT-2026-REGION')).toEqual([]);
    expect(await figures('PRESS-2026-GATEWAY')).toEqual([['duration', 'days', null]]);
    expect(await figures('ATLAS-2019-GPT-2')).toEqual([]);
    expect((await matter('MS-2024-STORM-2139', 'affected')).assertions[0]!.value).toEqual({
      kind: 'unknown',
    });
  });

  it('are closed where outcome and harm are public, the benign one without harm', async () => {
    const outcome = async (key: string): Promise<unknown[]> => {
      const { kind, stage, resolution, impact } = await get<CaseView>(key);
      return [kind, stage, resolution, impact];
    };
    for (const key of ['ANT-2026-FEB', 'ANT-2026-DEEPSEEK', 'ANT-2026-MOONSHOT', 'ANT-2026-MINIMAX'])
      expect(await outcome(key)).toEqual(['distillation', 'Closed', 'TruePositive', 'WithImpact']);
    expect(await outcome('ANT-2025-GTG-1002')).toEqual(['misuse', 'Closed', 'TruePositive', 'WithImpact']);
    expect(await outcome('CUST-2026-BELO')).toEqual([
      'wrongful_enforcement',
      'Closed',
      'TruePositive',
      'WithImpact',
    ]);
    expect(await outcome('ATLAS-2019-GPT-2')).toEqual([
      'academic_replication',
      'Closed',
      'TruePositive',
      'NoImpact',
    ]);
    for (const key of OTHERS) expect((await outcome(key)).slice(1)).toEqual(['InProgress', null, null]);
  });

  it('are found again by kind, by who reported them and by who wrote of them', async () => {
    const keyOf = new Map([...filed].map(([key, { id }]) => [id, key]));
    const list = await investigator.get<Listed<CaseView>>('/v1/cases?tag=published&limit=100');
    expect(list.body.items.map(({ id }) => keyOf.get(id)!).toSorted()).toEqual([...filed.keys()].toSorted());
    const kinds = await investigator.get<Listed<CaseView>>('/v1/cases?kind=wrongful_enforcement');
    expect(kinds.body.items.map(({ id }) => keyOf.get(id))).toEqual(['CUST-2026-AGTECH', 'CUST-2026-BELO']);
    const search = async (q: string) => {
      const found = await investigator.get<Listed<{ id: string }>>(
        `/v1/search?kind=cases&q=${encodeURIComponent(q)}`,
      );
      expect(found.status).toBe(200);
      return found.body.items.map(({ id }) => keyOf.get(id)!).toSorted();
    };
    expect(await search('reporter:Sysdig')).toEqual(['SYSDIG-2024-LLMJACKING']);
    expect(await search('reporter:Anthropic kind:misuse')).toEqual(['ANT-2025-832', 'ANT-2025-GTG-1002']);
    expect(await search('source:"MITRE ATLAS"')).toEqual(['ATLAS-2019-GPT-2', 'SYSDIG-2024-LLMJACKING']);
    expect(await search('source:morning*')).toEqual(['ANT-2025-832', 'ANT-2025-GTG-1002']);
    expect(await search('kind:resale OR kind:region_evasion')).toEqual([
      'FT-2026-REGION',
      'PRESS-2026-GATEWAY',
    ]);
  });
});
