import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildPopulation } from './build-population';
import { writeDay } from './day-file';
import { dayTotals, planDay } from './day-plan';
import { DayRows } from './day-rows';
import { type Figures, generate } from './generate';
import { DAILY_EXCHANGES } from './profile';
import { FAMILIES } from './templates';

const dir = mkdtempSync(join(tmpdir(), 'generator-'));
afterAll(() => rmSync(dir, { recursive: true }));

interface Usage {
  readonly id: string;
  readonly ts: string;
  readonly account: string;
  readonly key: string;
  readonly capability: string;
  readonly status: number;
  readonly ip: string;
  readonly asn: string;
  readonly template: bigint;
}

const text = (path: string) => readFileSync(join(dir, path), 'utf8');
const rowsOf = (path: string) =>
  text(path)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));

function usageOf(name: string): Usage[] {
  return readdirSync(join(dir, name, 'out/usage')).flatMap((file) =>
    rowsOf(`${name}/out/usage/${file}`).map((c) => ({
      id: c[0] ?? '',
      ts: c[1] ?? '',
      account: c[2] ?? '',
      key: c[3] ?? '',
      capability: c[6] ?? '',
      status: Number(c[9]),
      ip: c[10] ?? '',
      asn: c[11] ?? '',
      template: BigInt(c[15] ?? '0'),
    })),
  );
}

describe.each([0.001, 0.01])('the replay at scale %d', (scale) => {
  const name = `s${scale}`;
  let usage: Usage[];
  let figures: Figures;
  let labels: Map<string, { label: string; cluster: string; kind: string }>;
  let cover: Set<string>;

  beforeAll(async () => {
    await generate({
      seed: 45,
      scale,
      out: join(dir, name, 'out'),
      truthOut: join(dir, name, 'truth'),
      threads: 0,
    });
    usage = usageOf(name);
    figures = JSON.parse(text(`${name}/truth/figures.json`)) as Figures;
    labels = new Map(
      rowsOf(`${name}/truth/accounts.csv`).map(([id = '', label = '', cluster = '', kind = '']) => [
        id,
        { label, cluster, kind },
      ]),
    );
    cover = new Set(rowsOf(`${name}/truth/cover_traffic.csv`).map(([id = '']) => id));
  });

  const isCampaign = (row: Usage) => labels.get(row.account)?.label === 'campaign';
  const exchanges = () => usage.filter((row) => row.status === 200 && isCampaign(row) && !cover.has(row.id));

  it('has exactly the scaled totals, day by day', () => {
    const days = new Map<string, number>();
    for (const row of exchanges()) days.set(row.ts.slice(0, 10), (days.get(row.ts.slice(0, 10)) ?? 0) + 1);
    const daily = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
    expect(daily).toEqual(figures.dailyCampaignExchanges);
    const total = Math.round(28_817_346 * scale);
    expect(daily.reduce((a, b) => a + b, 0)).toBe(total);
    daily.forEach((count, day) => {
      expect(Math.abs(count - (DAILY_EXCHANGES[day] ?? 0) * scale)).toBeLessThanOrEqual(1);
    });
    expect(figures.campaignExchanges).toBe(total);
  });

  it('has exactly the cover traffic, all of it in HY-04 and on keys of its own', () => {
    expect(cover.size).toBe(Math.round(1_301_556 * scale));
    const covers = usage.filter((row) => cover.has(row.id));
    expect(covers).toHaveLength(cover.size);
    expect(new Set(covers.map((row) => labels.get(row.account)?.cluster))).toEqual(new Set(['HY-04']));
    const keys = new Set(covers.map((row) => row.key));
    expect(exchanges().filter((row) => keys.has(row.key))).toEqual([]);
    const all = usage.filter(
      (row) => row.status === 200 && labels.get(row.account)?.cluster === 'HY-04',
    ).length;
    expect(cover.size / all).toBeGreaterThan(0.28);
    expect(cover.size / all).toBeLessThan(0.48);
  });

  it('has exactly the scaled accounts, and uses all but those that were never used', () => {
    const campaign = [...labels].filter(([, { label }]) => label === 'campaign');
    expect(campaign).toHaveLength(Math.round(24_913 * scale));
    const idle = campaign.filter(([, { kind }]) => kind === 'never_used').map(([id]) => id);
    expect(idle).toHaveLength(Math.round(212 * scale));
    const used = new Set(exchanges().map((row) => row.account));
    expect(used.size).toBe(campaign.length - idle.length);
    expect(idle.filter((id) => used.has(id))).toEqual([]);
    expect(figures.accountsUsed).toBe(used.size);
  });

  it('stays light: no campaign account above 400 successful requests a day, cover included', () => {
    const counts = new Map<string, number>();
    for (const row of usage) {
      if (row.status !== 200 || !isCampaign(row)) continue;
      const key = `${row.account} ${row.ts.slice(0, 10)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(400);
  });

  it('sends nothing from an account that did not exist yet', () => {
    const created = new Map(rowsOf(`${name}/out/accounts.csv`).map(([id = '', at = '']) => [id, at]));
    const early = usage.filter((row) => `${row.ts.replace(' ', 'T')}Z` < (created.get(row.account) ?? '9'));
    expect(early).toEqual([]);
  });

  it('gives every request an identifier of its own, and about 1.2 % of failures on top', () => {
    expect(new Set(usage.map((row) => row.id)).size).toBe(usage.length);
    expect(usage).toHaveLength(figures.usageRows);
    const failures = usage.filter((row) => row.status !== 200).length;
    const successes = figures.allExchanges + figures.benignRequests;
    expect(usage.length - failures).toBe(successes);
    expect(failures / successes).toBeCloseTo(0.012, 3);
  });

  it('keeps the campaign to its template families and its capability mix, and everybody else out of them', () => {
    const { families } = buildPopulation(45, scale);
    const centres = Array.from({ length: FAMILIES }, (_, f) => centre(families, f));
    const known = new Map<bigint, number>();
    const familyOf = (template: bigint) => {
      const before = known.get(template);
      if (before !== undefined) return before;
      const found = centres.findIndex((one) => bitsOf(one ^ template) <= 3);
      known.set(template, found);
      return found;
    };
    const volumes = new Map<number, number>();
    const mix = new Map<string, number>();
    const campaign = exchanges();
    for (const row of campaign) {
      volumes.set(familyOf(row.template), (volumes.get(familyOf(row.template)) ?? 0) + 1);
      mix.set(row.capability, (mix.get(row.capability) ?? 0) + 1);
    }
    expect(volumes.has(-1)).toBe(false);
    const top = [...volumes.values()].sort((a, b) => b - a).slice(0, 20);
    expect(top.reduce((a, b) => a + b, 0) / campaign.length).toBeGreaterThan(0.55);
    expect(top.reduce((a, b) => a + b, 0) / campaign.length).toBeLessThan(0.7);
    expect((mix.get('agentic_coding') ?? 0) / campaign.length).toBeCloseTo(0.44, 1);
    const ids = new Set(campaign.map((row) => row.id));
    const variants = new Set(campaign.map((row) => row.template));
    const leaks = usage.filter((row) => row.status === 200 && !ids.has(row.id) && variants.has(row.template));
    expect(leaks).toEqual([]);
  });

  it('names reserved domains, addresses and autonomous systems only', () => {
    const domains = new Set(rowsOf(`${name}/out/accounts.csv`).map((row) => row[7] ?? ''));
    for (const domain of domains) expect(domain).toMatch(/\.(example|test|invalid)$/);
    for (const { ip, asn } of usage) {
      if (ip === '') continue;
      const [a = 0, b = 0] = ip.split('.').map(Number);
      const reserved = (a === 198 && (b === 18 || b === 19)) || (a === 100 && b >= 64 && b <= 127);
      const number = Number(asn);
      const documented = (number >= 64496 && number <= 64511) || (number >= 65536 && number <= 65551);
      if (!reserved || !documented) throw new Error(`${ip} AS${asn} is not reserved`);
    }
  });

  it('keeps the truth out of what the lab hands over', () => {
    const words = /campaign|hard_negative|benign|cover|never_used|HY-0|LAB-D|SING|vendor"?,|hackathon|cgnat/i;
    for (const file of ['accounts.csv', 'manifest.json', 'usage/2026-05-12.csv']) {
      expect(text(`${name}/out/${file}`)).not.toMatch(words);
    }
    expect(statSync(join(dir, name, 'truth')).mode & 0o777).toBe(0o700);
  });
});

describe('a part made alone', () => {
  it('has the bytes that it has in the whole', async () => {
    const out = join(dir, 'whole', 'out');
    await generate({ seed: 7, scale: 0.001, out, truthOut: join(dir, 'whole', 'truth'), threads: 0 });
    const population = buildPopulation(7, 0.001);
    const totals = dayTotals(population);
    const rows = new DayRows(population);
    const total = totals[20] ?? fail();
    const whole = readFileSync(join(out, 'usage/2026-05-12.csv'));
    writeDay(population, rows, total, 20, out, () => undefined);
    expect(readFileSync(join(out, 'usage/2026-05-12.csv')).equals(whole)).toBe(true);

    const plan = planDay(population, total, 20);
    const parts: Buffer[] = [];
    const bounds = [0, 1, 400, 777, plan.rows];
    bounds.slice(1).forEach((to, i) => {
      const buffer = Buffer.alloc(4096);
      const fresh = new DayRows(buildPopulation(7, 0.001));
      fresh.write(plan, bounds[i] ?? 0, to, buffer, (length) =>
        parts.push(Buffer.from(buffer.subarray(0, length))),
      );
    });
    expect(Buffer.concat(parts).equals(whole.subarray(whole.indexOf('\n') + 1))).toBe(true);
  });

  it('differs for another seed', () => {
    const first = new DayRows(buildPopulation(1, 0.001)).requestId(0, 0);
    expect(new DayRows(buildPopulation(2, 0.001)).requestId(0, 0)).not.toBe(first);
  });

  it.each([0.0002, 0.0007, 0.003])('can be planned at scale %d', (scale) => {
    const population = buildPopulation(11, scale);
    const totals = dayTotals(population);
    totals.forEach((total, day) => expect(planDay(population, total, day).rows).toBeGreaterThan(0));
  });
});

function fail(): never {
  throw new Error('the day is missing');
}

function bitsOf(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}

function centre(families: { high: Uint32Array; low: Uint32Array }, family: number): bigint {
  return (BigInt(families.high[family] ?? 0) << 32n) | BigInt(families.low[family] ?? 0);
}
