/** What the KPIs are of. */
export const SUBJECTS = ['cases', 'alerts'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** The instants between which KPIs are measured. */
export type Milestone = 'occurred' | 'new' | 'inProgress' | 'qualified' | 'end';

/** Why a KPI has no value: the instant that is missing, and what that means. */
export const MISSING = {
  occurrenceUnknown: 'no date of the case says when the incident began',
  waiting: 'it is still new',
  passedBy: 'it went on without ever being in progress: closed at once, or taken by correlation',
  open: 'it has not come to that end yet',
} as const;
export type Missing = keyof typeof MISSING;

/** A KPI: the time from one instant to another, in seconds. */
export interface Kpi {
  name: string;
  description: string;
  from: Milestone;
  to: Milestone;
  of: readonly Subject[];
}

/** The KPIs by the formulas of TheHive, so that staff's numbers compare. */
export const KPIS: readonly Kpi[] = [
  {
    name: 'TTD',
    description: 'Time to detect: from the beginning of what happened to its arrival here.',
    from: 'occurred',
    to: 'new',
    of: ['cases', 'alerts'],
  },
  {
    name: 'TTT',
    description: 'Time to triage: from its arrival to the first time that it was in progress.',
    from: 'new',
    to: 'inProgress',
    of: ['cases', 'alerts'],
  },
  {
    name: 'TTA',
    description: 'Time to acknowledge: from the beginning of what happened to the first time in progress.',
    from: 'occurred',
    to: 'inProgress',
    of: ['cases', 'alerts'],
  },
  {
    name: 'TTQ',
    description:
      'Time to qualify: from its arrival until a case had it or it was closed, whichever came later.',
    from: 'new',
    to: 'qualified',
    of: ['alerts'],
  },
  {
    name: 'TTR',
    description: 'Time to resolve: from the first time in progress to the end.',
    from: 'inProgress',
    to: 'end',
    of: ['cases'],
  },
];

/** An instant of a row: its SQL over the alias `c` or `a`, and why it may be missing, each with a condition that holds then. */
interface Column {
  sql: string;
  missing: Partial<Record<Missing, string>>;
}

const notStarted = (stage: string): Column['missing'] => ({
  waiting: `${stage} = 'New'`,
  passedBy: `${stage} <> 'New'`,
});

/**
 * Where the instants lie. The end of a case is its last closing: one that was taken up again has none until it is
 * closed again. Of an alert each instant is that of the first time.
 */
export const MILESTONES: Readonly<Record<Subject, Partial<Record<Milestone, Column>>>> = {
  cases: {
    occurred: { sql: 'c.occurred_at', missing: { occurrenceUnknown: 'true' } },
    new: { sql: 'c.opened_at', missing: {} },
    inProgress: { sql: 'c.in_progress_at', missing: notStarted('c.stage') },
    end: { sql: 'c.closed_at', missing: { open: 'true' } },
  },
  alerts: {
    occurred: { sql: 'a.occurred_from', missing: {} },
    new: { sql: 'a.first_seen_at', missing: {} },
    inProgress: { sql: 'a.in_progress_at', missing: notStarted('a.stage') },
    // The later of the two, as far as they are there.
    qualified: { sql: 'greatest(a.imported_at, a.closed_at)', missing: { open: 'true' } },
  },
};

/** The KPIs that a subject has. */
export const kpisOf = (subject: Subject): Kpi[] => KPIS.filter(({ of }) => of.includes(subject));

/** A KPI in a line, as it is shown. */
export const formulaOf = (kpi: Kpi): string => {
  const name = (milestone: Milestone): string =>
    milestone === 'qualified' ? 'max(imported, closed)' : milestone;
  return `${name(kpi.to)} - ${name(kpi.from)}`;
};

/** SQL of a KPI's seconds, null where it has none, and for each reason why it may have none the condition: that of the first instant that is missing. */
export function measureOf(
  subject: Subject,
  kpi: Kpi,
): { seconds: string; missing: [why: Missing, condition: string][] } {
  const [from, to] = [MILESTONES[subject][kpi.from]!, MILESTONES[subject][kpi.to]!];
  const reasons = (column: Column, isMissing: string): [Missing, string][] =>
    (Object.entries(column.missing) as [Missing, string][]).map(([why, condition]) => [
      why,
      `${isMissing} AND ${condition}`,
    ]);
  return {
    // Not extract(), whose numbers are exact decimals and cost as much.
    seconds: `date_part('epoch', ${to.sql} - ${from.sql})`,
    missing: [
      ...reasons(from, `${from.sql} IS NULL`),
      ...reasons(to, `${from.sql} IS NOT NULL AND ${to.sql} IS NULL`),
    ],
  };
}
