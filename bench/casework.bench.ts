import type { DataSource } from 'typeorm';
import { type Call, person } from './clients';
import type { BenchInstallation } from './installation';
import { type Measurement, percentile, promised, shown, timed } from './report';

const CASES = 100_000;
const ACCOUNTS = 25_000;
const REQUESTS = 200;
/** Requests before those that are timed: they compile code and bring pages into memory. */
const WARM = 10;

/** First pages with three filters, and those that are the hardest for the database. */
const LISTS: readonly (readonly [what: string, path: (n: number) => string])[] = [
  ['inbox, three filters', (n) => `/v1/alerts?stage=New&severity=${1 + (n % 4)}&type=bench-${n % 10}`],
  [
    'inbox by severity, three filters',
    (n) => `/v1/alerts?sort=severity&stage=New&minimumSeverity=2&type=bench-${n % 10}`,
  ],
  ['alerts by severity, no stage', () => '/v1/alerts?sort=severity'],
  ['alerts of a rare tag, no stage', () => '/v1/alerts?tag=rare'],
  ['cases, three filters', (n) => `/v1/cases?stage=InProgress&severity=${1 + (n % 4)}&tag=tag-${n % 50}`],
  [
    'cases by severity, three filters',
    (n) => `/v1/cases?sort=severity&stage=New&kind=distillation&tag=tag-${n % 50}`,
  ],
  ['search of alerts, three terms', (n) => search('alerts', `severity:>=3 stage:New type:bench-${n % 10}`)],
  [
    'search of alerts, an account',
    (n) => search('alerts', `account:acc_${String(300 * n).padStart(12, '0')}`),
  ],
  ['search of cases, three terms', (n) => search('cases', `severity:>=3 stage:New tag:tag-${n % 50}`)],
];

const search = (kind: string, query: string): string =>
  `/v1/search?kind=${kind}&q=${encodeURIComponent(query)}`;

/** Lists and single edits at the size that the alerts have by now and 100,000 cases, then the large acts. */
export async function measureCasework(
  { url, app }: BenchInstallation,
  db: DataSource,
): Promise<Measurement[]> {
  await fileCases(db);
  const call = await person(url, app, 'investigator');
  const measured: Measurement[] = [];
  for (const [what, path] of LISTS) {
    const p = await percentiles((n) => call('GET', path(n)));
    measured.push(shown(`${what}, p50`, p[0], 'ms'), promised(`${what}, p95`, p[1], 'ms', '≤', 50));
  }
  measured.push(...(await edits(call)));
  measured.push(...(await largeActs(call)));
  return measured;
}

/** Cases as people have them after years: most closed, some tags on each, one in a hundred without an owner. */
async function fileCases(db: DataSource): Promise<void> {
  await db.query(
    `INSERT INTO cases (id, kind, title, summary, severity, tlp, pap, stage, phase, tags, custom_fields, resolution,
       impact, origin, is_derived, opened_at, closed_at, first_closed_at, updated_at, version)
     SELECT gen_random_uuid(), (ARRAY['distillation', 'credential_theft', 'other'])[1 + n % 3], 'Campaign ' || n, '',
       1 + n % 4, 'AMBER', 'AMBER', s.stage, 'Triage',
       CASE WHEN n % 10000 = 0 THEN ARRAY['rare'] ELSE ARRAY['tag-' || n % 50, 'year-' || n % 5] END, '{}',
       CASE WHEN s.stage = 'Closed' THEN 'FalsePositive' END, CASE WHEN s.stage = 'Closed' THEN 'NotApplicable' END,
       'staff', false, s.at, CASE WHEN s.stage = 'Closed' THEN s.at END, CASE WHEN s.stage = 'Closed' THEN s.at END,
       s.at, 1
     FROM generate_series(1, $1::int) AS n, LATERAL (
       SELECT (ARRAY['New', 'InProgress', 'Closed', 'Closed', 'Closed'])[1 + n / 7 % 5] AS stage,
         now() - make_interval(mins => $1 - n) AS at) s`,
    [CASES],
  );
  await db.query(
    `UPDATE alerts SET staff_tags = ARRAY['rare'] WHERE id IN (SELECT id FROM alerts ORDER BY id LIMIT 20)`,
  );
  await db.query('VACUUM ANALYZE');
}

async function edits(call: Call): Promise<Measurement[]> {
  const needed = REQUESTS + WARM;
  const idsOf = async (path: string): Promise<{ id: string; version: number }[]> => {
    const found: { id: string; version: number }[] = [];
    for (let cursor = ''; found.length < needed;) {
      const body = await call('GET', `${path}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...(body['items'] as typeof found));
      cursor = String(body['nextCursor']);
    }
    return found;
  };
  const alerts = await idsOf('/v1/alerts?limit=200&stage=New');
  const cases = await idsOf('/v1/cases?limit=200&stage=New');
  const ofAlert = await percentiles((n) =>
    call('POST', `/v1/alerts/${alerts[n]!.id}/tags`, { add: ['seen'] }),
  );
  const ofCase = await percentiles((n) =>
    call('PATCH', `/v1/cases/${cases[n]!.id}`, { version: cases[n]!.version, title: `Renamed ${n}` }),
  );
  return [
    shown('change of one alert, p50', ofAlert[0], 'ms'),
    promised('change of one alert, p95', ofAlert[1], 'ms', '≤', 20),
    shown('change of one case, p50', ofCase[0], 'ms'),
    promised('change of one case, p95', ofCase[1], 'ms', '≤', 20),
  ];
}

async function largeActs(call: Call): Promise<Measurement[]> {
  const file = async (title: string): Promise<string> => {
    const body = await call('POST', '/v1/cases', { kind: 'distillation', title, severity: 3 });
    return String(body['id']);
  };
  const add = (id: string, from: number): Promise<unknown> =>
    call('POST', `/v1/cases/${id}/accounts`, {
      accountIds: Array.from({ length: ACCOUNTS }, (_, n) => `acct_${String(from + n).padStart(9, '0')}`),
      source: 'bench',
    });
  const [one, other] = [await file('One'), await file('Other')];
  const first = await timed(() => add(one, 0));
  // A tenth of the accounts are in both cases.
  await add(other, 0.9 * ACCOUNTS);
  const merge = await timed(() => call('POST', `/v1/cases/${other}/merge`, { intoId: one }));
  const measured = [
    promised('25,000 accounts into a case, one call', first / 1_000, 's', '≤', 3),
    promised('merge of 25,000 and 25,000 accounts', merge / 1_000, 's', '≤', 5),
  ];
  const exporting = await timed(() => call('GET', `/v1/cases/${one}/export`));
  return [...measured, shown('export of the merged case', exporting / 1_000, 's')];
}

/** p50 and p95 of single requests, one after the other, ms. */
async function percentiles(request: (n: number) => Promise<unknown>): Promise<readonly [number, number]> {
  const samples: number[] = [];
  for (let n = 0; n < REQUESTS + WARM; n += 1) samples.push(await timed(() => request(n)));
  const warm = samples.slice(WARM);
  return [percentile(warm, 0.5), percentile(warm, 0.95)];
}
