import { formulaOf, KPIS, kpisOf, measureOf, MILESTONES, SUBJECTS } from './kpi';

describe('the KPIs', () => {
  it('are those of TheHive', () => {
    expect(Object.fromEntries(KPIS.map((kpi) => [kpi.name, formulaOf(kpi)]))).toEqual({
      TTD: 'new - occurred',
      TTT: 'inProgress - new',
      TTA: 'inProgress - occurred',
      TTQ: 'max(imported, closed) - new',
      TTR: 'end - inProgress',
    });
    expect(kpisOf('cases').map(({ name }) => name)).toEqual(['TTD', 'TTT', 'TTA', 'TTR']);
    expect(kpisOf('alerts').map(({ name }) => name)).toEqual(['TTD', 'TTT', 'TTA', 'TTQ']);
  });

  it('have both instants in every subject that they are of', () => {
    for (const subject of SUBJECTS)
      for (const kpi of kpisOf(subject))
        expect([MILESTONES[subject][kpi.from], MILESTONES[subject][kpi.to]]).toEqual([
          expect.anything(),
          expect.anything(),
        ]);
  });

  it('are told by the database, with the first instant that is missing as the reason', () => {
    const ttr = KPIS.find(({ name }) => name === 'TTR')!;
    expect(measureOf('cases', ttr)).toEqual({
      seconds: `date_part('epoch', c.closed_at - c.in_progress_at)`,
      missing: [
        ['waiting', `c.in_progress_at IS NULL AND c.stage = 'New'`],
        ['passedBy', `c.in_progress_at IS NULL AND c.stage <> 'New'`],
        ['open', 'c.in_progress_at IS NOT NULL AND c.closed_at IS NULL AND true'],
      ],
    });
  });
});
