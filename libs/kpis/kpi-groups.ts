import type { Subject } from './kpi';
import { partOf, PERIODS, type PeriodUnit } from './period';

/** By what KPIs can be told apart. */
export const GROUPS = ['kind', 'detector', 'team', 'owner', 'queue', 'severity', ...PERIODS] as const;
export type Group = (typeof GROUPS)[number];

/** How rows come into a group. */
export interface Grouping {
  /** SQL of the group's key over the row. */
  key: string;
  /** Further tables; a row that this makes several of is in several groups. */
  join?: string;
  /** SQL of the name of the group `g.key`; without it the key is the name. */
  name?: string;
}

const nameIn = (table: string): string => `(SELECT r.name FROM ${table} r WHERE r.id::text = g.key)`;
/** `$3` are the beginnings of the parts; the key is the number of the part. */
const periods = (column: string): Record<PeriodUnit, Grouping> => {
  const part = { key: `${partOf(column, '$3')}::text` };
  return { day: part, week: part, month: part };
};

/** The groups that each subject has. */
export const GROUPINGS: Readonly<Record<Subject, Partial<Record<Group, Grouping>>>> = {
  cases: {
    kind: { key: 'c.kind' },
    // A case with alerts of several detectors counts for each of them.
    detector: {
      key: 'd.id',
      join: 'LEFT JOIN LATERAL (SELECT DISTINCT a.detector_id::text AS id FROM alerts a WHERE a.case_id = c.id) d ON true',
      name: nameIn('detectors'),
    },
    team: { key: 'c.team_id::text', name: nameIn('teams') },
    owner: { key: 'c.owner_id::text', name: nameIn('users') },
    severity: { key: 'c.severity::text' },
    ...periods('c.opened_at'),
  },
  alerts: {
    kind: { key: 'a.type' },
    detector: { key: 'a.detector_id::text', name: nameIn('detectors') },
    // The team of the case that has it.
    team: { key: 'k.team_id::text', join: 'LEFT JOIN cases k ON k.id = a.case_id', name: nameIn('teams') },
    owner: { key: 'a.assignee_id::text', name: nameIn('users') },
    queue: { key: 'a.queue_id::text', name: nameIn('alert_queues') },
    severity: { key: 'a.severity::text' },
    ...periods('a.first_seen_at'),
  },
};

/** Whether the groups follow one another in time. */
export const isPeriod = (group: Group): group is PeriodUnit => (PERIODS as readonly string[]).includes(group);
