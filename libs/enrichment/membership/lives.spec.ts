import { displacement } from './displacement';
import { type AccountLife, banWaves, bursts, reactivated } from './lives';
import { PHASES, schedulePhases } from './schedule';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 4, 1);
const life = (i: number, change: Partial<AccountLife> = {}): AccountLife => ({
  accountId: `acct-${i}`,
  createdAt: START - 40 * DAY,
  isBanned: false,
  instrument: null,
  firstAt: START,
  lastAt: START + 40 * DAY,
  longestPause: 1,
  ...change,
});

describe('The lives of accounts', () => {
  it('finds bursts by how dense they are, not where everybody signs up', () => {
    const rule = { accountsAtLeast: 3, liftAtLeast: 5 };
    const quiet = Array.from({ length: 200 }, (_, i) => ({ window: i * 70, inside: 0, outside: 10 }));
    const burst = { window: 71, inside: 20, outside: 0 };
    const popular = { window: 142, inside: 4, outside: 400 };
    expect(bursts([...quiet, burst, popular], rule)).toEqual([burst]);
  });

  it('follows the hydra: who was banned together, what grew back, and on whose cards', () => {
    const banned = Array.from({ length: 20 }, (_, i) =>
      life(i, { isBanned: true, instrument: `card-${i % 4}`, lastAt: START + 6 * HOUR - 60_000 * (i + 1) }),
    );
    const back = Array.from({ length: 9 }, (_, i) =>
      life(100 + i, { createdAt: START + (6 + i) * HOUR, instrument: i < 3 ? 'card-1' : `new-${i}` }),
    );
    const [wave, ...others] = banWaves([...banned, ...back, life(500)], 3);
    expect(others).toEqual([]);
    expect(wave).toMatchObject({
      at: '2026-05-01T05:00:00.000Z',
      banned: 20,
      created: 9,
      medianLagHours: 4,
      heirs: 3,
      heirsBy: [{ instrument: 'card-1', banned: 5, heirs: 3 }],
    });
  });

  it('knows who lay still', () => {
    const rule = { agedDays: 30, pauseDays: 14 };
    const fresh = life(1, { createdAt: START - DAY });
    const paused = life(2, { createdAt: START - DAY, longestPause: 20 });
    expect(reactivated([life(0), fresh, paused], rule)).toEqual({
      aged: 1,
      paused: 1,
      pausedIds: ['acct-2'],
    });
  });
});

describe('A schedule', () => {
  const even = (n: number): number[] => Array<number>(PHASES).fill(n);

  it('shows where requests pile up and nobody else’s do', () => {
    const inside = even(10);
    for (let phase = 0; phase < PHASES; phase += 120) inside[phase] = 300;
    expect(schedulePhases(inside, even(50), { pileUpFrom: 2, liftAtLeast: 2 })).toEqual([
      0, 120, 240, 360, 480, 600,
    ]);
    expect(schedulePhases(inside, inside, { pileUpFrom: 2, liftAtLeast: 2 })).toEqual([]);
  });

  it('is not read into a few requests', () => {
    const few = even(0);
    few[7] = 3;
    expect(schedulePhases(few, even(50), { pileUpFrom: 2, liftAtLeast: 2 })).toEqual([]);
  });
});

describe('Displacement', () => {
  it('says how much of what was cut off came back, and by whom', () => {
    const day = (n: number, banned: number, survivors: number, newcomers: number) => ({
      day: `2026-05-${String(n).padStart(2, '0')}`,
      banned,
      survivors,
      newcomers,
    });
    const days = [
      day(1, 100, 50, 0),
      day(2, 100, 50, 0),
      day(3, 30, 50, 0),
      day(4, 0, 60, 30),
      day(5, 0, 60, 90),
    ];
    expect(displacement(days, '2026-05-03', 7)).toMatchObject({
      cutOff: 100,
      newcomersAfter: 60,
      returnedByNewcomers: 0.6,
      returnedBySurvivors: 0.1,
      daysToRecover: 2,
    });
  });
});
