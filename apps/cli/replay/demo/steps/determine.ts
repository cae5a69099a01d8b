import type { Step, Story } from '../story';

interface Suggestion {
  regimeId: string;
  title: string;
  result: string;
  because: string;
  reopenIf: string | null;
  targetDate: string | null;
}

/** Dated facts of the case, each with what shows it. The instants are the public record's, or the replay's own. */
const FACTS = [
  {
    key: 'occurred_start',
    at: '2026-04-22T00:00:00Z',
    zone: 'UTC',
    source: 'First day with campaign exchanges',
  },
  { key: 'first_detected', at: '2026-04-23T08:00:00Z', zone: 'UTC', source: 'First alert of template-watch' },
  {
    key: 'aware',
    at: '2026-06-05T17:20:00+02:00',
    zone: 'Europe/Brussels',
    source: 'Minutes of the incident call',
  },
  {
    key: 'occurred_end',
    at: '2026-06-05T23:59:59Z',
    zone: 'UTC',
    source: 'Last day with campaign exchanges',
  },
  {
    key: 'hearing_date',
    at: '2026-06-11T10:00:00-04:00',
    zone: 'America/New_York',
    source: 'Committee calendar',
  },
];

/** Counsel records the facts and, regime by regime, whether it applies and why; for this case hardly any clock runs. */
export const determine: Step = {
  name: '7 obligations',
  async play({ cast: { legal }, state, say }: Story) {
    const path = `/v1/cases/${state.caseId}`;
    const known = await listOf<{ key: string }>(legal.get(`${path}/facts`));
    for (const fact of FACTS)
      if (!known.some((one) => one.key === fact.key)) await legal.post(`${path}/facts`, fact);
    const suggested = await listOf<Suggestion>(legal.get(`${path}/determinations/suggested`));
    const recorded = await listOf<{ regimeId: string }>(legal.get(`${path}/determinations`));
    for (const suggestion of suggested) {
      if (recorded.some((one) => one.regimeId === suggestion.regimeId)) continue;
      const { regimeId, result, because, reopenIf } = suggestion;
      const targetDate = regimeId === 'US-CONGRESS-VOL' ? '2026-06-10' : suggestion.targetDate;
      await legal.post(`${path}/determinations`, {
        regimeId,
        result,
        because,
        ...(reopenIf ? { reopenIf } : {}),
        ...(targetDate ? { targetDate } : {}),
      });
    }
    const results = suggested.map((one) => one.result);
    const counted = [...new Set(results)].map(
      (result) => `${results.filter((one) => one === result).length} ${result.replaceAll('_', ' ')}`,
    );
    const running = await listOf<{ regimeId: string; dueConservative: string | null }>(
      legal.get(`${path}/obligations`),
    );
    const letter = running.find((one) => one.regimeId === 'US-CONGRESS-VOL');
    if (!letter) throw new Error('the letter to the committee has no target date');
    say(
      `  ${suggested.length} regimes determined: ${counted.join(', ')}; letter due ${letter.dueConservative}`,
    );
  },
};

async function listOf<T>(answer: Promise<unknown>): Promise<T[]> {
  const list = (await answer) as T[] | { items: T[] };
  return Array.isArray(list) ? list : list.items;
}
