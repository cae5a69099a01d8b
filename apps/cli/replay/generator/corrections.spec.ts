import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generateCorrections, planCorrections } from './corrections';
import { generate } from './generate';
import { DAILY_EXCHANGES, scaleProfile } from './profile';

const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

describe('the corrections of the replay', () => {
  it('come to the three published figures at full size, without a row being made', () => {
    const plan = planCorrections(scaleProfile(1));
    expect(plan.exchanges).toEqual([28_817_346, 28_858_553, 28_794_112]);
    expect(sum(plan.late)).toBe(41_207);
    expect(sum(DAILY_EXCHANGES) + sum(plan.late) - sum(plan.duplicates)).toBe(28_794_112);
  });

  it.each([1, 0.1, 0.01, 0.001])('turn "more than 28.8 million" untrue at scale %d as well', (scale) => {
    const plan = planCorrections(scaleProfile(scale));
    const [first, withLate, corrected] = plan.exchanges;
    const said = 28_800_000 * scale;
    expect([first > said, withLate > said, corrected > said]).toEqual([true, true, false]);
    const { daily } = scaleProfile(scale);
    plan.duplicates.forEach((count, day) => expect(count).toBeLessThanOrEqual(daily[day] ?? 0));
  });

  it('are files that fit those of the same seed and scale', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'corrections-'));
    try {
      const [out, truthOut] = [join(dir, 'out'), join(dir, 'truth')];
      await generate({ seed: 7, scale: 0.001, out, truthOut, threads: 0 });
      const plan = await generateCorrections({ seed: 7, scale: 0.001, out, truthOut });
      const rowsOf = (path: string) =>
        readFileSync(join(dir, path), 'utf8')
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((row) => row.split(','));
      const cover = new Set(rowsOf('truth/cover_traffic.csv').map(([id]) => id));
      const campaign = new Set(
        rowsOf('truth/accounts.csv').flatMap(([id, label]) => (label === 'campaign' ? [id] : [])),
      );
      const usage = readdirSync(join(out, 'usage')).flatMap((name) => rowsOf(`out/usage/${name}`));
      const keys = new Map(usage.map((row) => [row[0], row[3]]));
      const coverKeys = new Set([...cover].map((id) => keys.get(id)));
      const exchanges = new Set(
        usage.flatMap(([id, , account, key, , , , , , status]) =>
          status === '200' && campaign.has(account!) && !coverKeys.has(key!) ? [id] : [],
        ),
      );
      expect(exchanges.size).toBe(plan.exchanges[0]);
      const late = rowsOf('out/corrections/late.csv');
      for (const [id, , account, key, , , , , , status] of late) {
        expect([keys.has(id), campaign.has(account!), coverKeys.has(key!), status]).toEqual([
          false,
          true,
          false,
          '200',
        ]);
      }
      const duplicates = rowsOf('out/corrections/duplicates.csv').map(([id]) => id);
      expect(new Set(duplicates).size).toBe(64);
      expect(duplicates.filter((id) => !exchanges.has(id))).toEqual([]);
      expect(exchanges.size + new Set(late.map(([id]) => id)).size).toBe(plan.exchanges[1]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
