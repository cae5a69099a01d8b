import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { Pool } from 'undici';
import { Detectors } from '@app/alerts';
import { systemActor } from '@app/audit';
import { measureCasework } from './casework.bench';
import { type BenchInstallation, startInstallation } from './installation';
import { type Measurement, percentile, promised, report, shown, timed } from './report';

const BATCH = 1_000;
const ROUNDS = 25;
const IN_FLIGHT = 2;

/** Makes the batch that begins with this alert, outside the time that is taken, and gives what sends it. */
type Prepare = (from: number) => () => Promise<unknown>;

/** What one side of the comparison took: each batch, ms, and all of them together. */
interface Timing {
  samples: number[];
  perSecond: number;
}

/**
 * Alerts in, by 1,000, over HTTP: validated, deduplicated, every revision kept, audited, handed to correlation.
 * Beside it, in the same minutes on the same server, a bare insert of rows as wide.
 */
export async function benchAlerts(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { stored: { type: 'string', default: '1000000' } } });
  const levels = [1_000, 100_000, 1_000_000].filter((level) => level <= Number(values.stored));
  const installation = await startInstallation();
  try {
    const db = installation.app.get(DataSource);
    const send = await sender(installation.url, installation.app.get(Detectors));
    await db.query(
      `CREATE TABLE bare_alerts (id uuid PRIMARY KEY, type text, source_ref text, content text, at timestamptz)`,
    );
    const insertBare: Prepare = (from) => bareInsert(db, from);

    // The first calls compile code and fill caches and belong to no level; to repeat a batch stores no more alerts.
    for (let n = 0; n < ROUNDS; n += 1) await send(0)();
    let stored = BATCH;
    const measured: Measurement[] = [];
    const p95s: number[] = [];
    for (const level of levels) {
      stored += await load(send, stored, level - stored);
      await db.query('VACUUM ANALYZE');
      const bare = await measure(insertBare, stored);
      const intake = await measure(send, stored);
      stored += 2 * ROUNDS * BATCH;
      const repeat = await measure(send, 0);
      p95s.push(percentile(intake.samples, 0.95));
      measured.push(...rowsOf(level, bare, intake, repeat, p95s));
    }
    measured.push(...(await measureCasework(installation, db)));
    await report('alerts', measured);
  } finally {
    await installation.stop();
  }
}

function rowsOf(
  level: number,
  bare: Timing,
  intake: Timing,
  repeat: Timing,
  p95s: readonly number[],
): Measurement[] {
  const at = `at ${level.toLocaleString('en')} stored`;
  const flat =
    p95s.length > 1
      ? [promised(`p95 against 1,000 stored, ${at}`, p95s.at(-1)! / p95s[0]!, '×', '≤', 1.5)]
      : [];
  return [
    shown(`bare insert, ${at}`, bare.perSecond, 'rows/s'),
    shown(`bare insert p50 of ${BATCH}, ${at}`, percentile(bare.samples, 0.5), 'ms'),
    shown(`bare insert p95 of ${BATCH}, ${at}`, percentile(bare.samples, 0.95), 'ms'),
    promised(`new alerts, ${at}`, intake.perSecond, 'alerts/s', '≥', 10_000),
    shown(`new alerts p50 of ${BATCH}, ${at}`, percentile(intake.samples, 0.5), 'ms'),
    shown(`new alerts p95 of ${BATCH}, ${at}`, percentile(intake.samples, 0.95), 'ms'),
    shown(`share of the bare insert, ${at}`, intake.perSecond / bare.perSecond, ''),
    shown(`repeated alerts, ${at}`, repeat.perSecond, 'alerts/s'),
    ...flat,
  ];
}

/** Batch by batch for the latencies, then with a few in flight for the rate, as a detector with much to say sends. */
async function measure(prepare: Prepare, from: number): Promise<Timing> {
  const acts = Array.from({ length: 2 * ROUNDS }, (_, n) => prepare(from + n * BATCH));
  const samples: number[] = [];
  for (const act of acts.slice(0, ROUNDS)) samples.push(await timed(act));
  const ms = await timed(() => inFlight(acts.slice(ROUNDS)));
  return { samples, perSecond: (ROUNDS * BATCH * 1_000) / ms };
}

/** Sends as many alerts as a benchmark of something else begins with. */
export async function sendAlerts({ url, app }: BenchInstallation, count: number): Promise<void> {
  await load(await sender(url, app.get(Detectors)), 0, count);
}

async function load(prepare: Prepare, from: number, count: number): Promise<number> {
  const batches = Math.max(0, Math.ceil(count / BATCH));
  const lazily = Array.from({ length: batches }, (_, n) => () => prepare(from + n * BATCH)());
  await inFlight(lazily);
  return batches * BATCH;
}

async function inFlight(acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < acts.length) await acts[next++]!();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** What a detector does to send a batch; it throws unless every alert was taken. */
async function sender(url: string, detectors: Detectors): Promise<Prepare> {
  const actor = systemActor('bench');
  const detector = await detectors.register(actor, {
    name: 'bench',
    owner: 'Detection engineering',
    legalBasis: 'Usage policy',
  });
  const { secret } = await detectors.createKey(actor, detector.id, { scopes: ['alerts.send'] });
  const client = new Pool(url, { connections: IN_FLIGHT });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` };
  return (from) => {
    const body = JSON.stringify(Array.from({ length: BATCH }, (_, n) => alert(from + n)));
    return async () => {
      const answer = await client.request({ path: '/v1/alerts/batch', method: 'POST', headers, body });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || !text.includes('"rejected":0}')) throw new Error(text.slice(0, 500));
    };
  };
}

/** As detectors send them: some 900 bytes, five subjects, of which the address and the instrument are shared. */
function alert(n: number): object {
  return {
    type: `bench-${n % 10}`,
    sourceRef: `bench-${String(n).padStart(9, '0')}`,
    title: 'Three accounts are paid with one instrument',
    description: 'Three accounts with different owners on record are paid with the same instrument. '.repeat(
      3,
    ),
    severity: 1 + (n % 4),
    confidence: 0.8,
    tlp: 'AMBER',
    analytic: { name: 'accounts-per-instrument', version: '1.4.0' },
    occurredFrom: '2026-05-01T00:00:00.000Z',
    occurredTo: '2026-05-02T00:00:00.000Z',
    detectedAt: '2026-05-02T06:00:00.000Z',
    subjects: {
      accounts: [0, 1, 2].map((k) => `acc_${String(3 * n + k).padStart(12, '0')}`),
      addresses: [`198.51.100.${n % 256}`],
      instruments: [`pi_${String(n >> 2).padStart(12, '0')}`],
    },
    tags: ['AML.T0021'],
  };
}

/** The least that storing 1,000 alerts can cost: one statement into a table with a key and nothing else. */
function bareInsert(db: DataSource, from: number): () => Promise<unknown> {
  const rows = Array.from({ length: BATCH }, (_, n) => JSON.stringify(alert(from + n)));
  const columns = [
    rows.map(() => randomUUID()),
    rows.map(() => 'bench'),
    rows.map((_, n) => `bench-${from + n}`),
    rows,
    rows.map(() => new Date()),
  ];
  return () =>
    db.query(
      `INSERT INTO bare_alerts SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
      columns,
    );
}
