import type { EntityManager } from 'typeorm';
import type { Permission } from '@app/access';

/** What can wait for a second person. */
export const WAITING_KINDS = ['order', 'claim', 'judgement', 'letter'] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

/** What is asked of that person. */
export const WAITING_ACTS = ['approve', 'review', 'sign'] as const;
export type WaitingAct = (typeof WAITING_ACTS)[number];

/** Something that waits for a person other than whoever made it. */
export interface Waiting {
  kind: WaitingKind;
  act: WaitingAct;
  id: string;
  /** How people name it: `17`, `L-2026-0001`. */
  number: string;
  /** What it says, shortly. */
  text: string;
  caseId: string;
  caseNumber: number;
  caseTitle: string;
  /** Who made it or handed it in. */
  byName: string;
  since: Date;
}

interface Source {
  right: Permission;
  sql: string;
}

const NAME = (id: string): string => `coalesce((SELECT u.name FROM users u WHERE u.id::text = ${id}), ${id})`;
const NUMBER = `'L-' || l.year || '-' || lpad(l.sequence::text, 4, '0')`;

/** What waits, for each right that may answer it, without what the person made: the services refuse that to them. */
const SOURCES: readonly Source[] = [
  {
    right: 'orders.approve',
    sql: `SELECT 'order' AS kind, 'approve' AS act, o.id, o.number::text AS number,
        initcap(o.action) || ' ' || to_char(o.item_count, 'FM999,999,999') ||
          CASE o.item_count WHEN 1 THEN ' account: ' ELSE ' accounts: ' END || o.reason AS text,
        o.case_id, coalesce(o.proposed_by_name, '') AS by_name, o.proposed_at AS since
      FROM orders o WHERE o.status = 'proposed' AND o.proposed_by <> $1`,
  },
  {
    right: 'claims.approve',
    sql: `SELECT 'claim', 'approve', c.id, c.number::text, c.phrase->>'text', c.case_id, ${NAME('c.phrased_by')}, c.created_at
      FROM claims c JOIN cases k ON k.id = c.case_id
      WHERE c.state = 'reproduced' AND c.phrase IS NOT NULL AND c.created_by <> $1 AND c.phrased_by <> $1
        AND k.stage <> 'Closed'`,
  },
  {
    right: 'attribution.review',
    sql: `SELECT 'judgement', 'review', j.id, j.number::text, j.statement, j.case_id, j.created_by_name, j.changed_at
      FROM judgements j JOIN cases k ON k.id = j.case_id
      WHERE j.state = 'in_review' AND NOT $1 = ANY(j.author_ids) AND k.stage <> 'Closed'`,
  },
  {
    right: 'letters.review',
    sql: `SELECT 'letter', 'review', l.id, ${NUMBER}, l.template, l.case_id, v.saved_by_name, v.saved_at
      FROM letters l JOIN letter_versions v ON v.letter_id = l.id AND v.version = l.version
      WHERE l.state = 'InReview' AND NOT EXISTS
        (SELECT FROM letter_versions w WHERE w.letter_id = l.id AND w.saved_by = $1)`,
  },
  {
    right: 'letters.sign',
    sql: `SELECT 'letter', 'sign', l.id, ${NUMBER}, l.template, l.case_id, f.frozen_by_name, f.frozen_at
      FROM letters l JOIN frozen_letters f ON f.letter_id = l.id
      WHERE l.state = 'Frozen'
        AND NOT EXISTS (SELECT FROM letter_versions w WHERE w.letter_id = l.id AND w.saved_by = $1)
        AND NOT EXISTS (SELECT FROM letter_reviews r WHERE r.letter_id = l.id AND r.reviewer_id = $1)`,
  },
];

/** What waits for a person, the longest waiting first. */
export async function waitingFor(
  db: EntityManager,
  person: { id: string; permissions: ReadonlySet<string> },
  limit: number,
): Promise<Waiting[]> {
  const sources = SOURCES.filter(({ right }) => person.permissions.has(right));
  if (sources.length === 0) return [];
  return db.query<Waiting[]>(
    `SELECT w.kind, w.act, w.id, w.number, w.text, w.by_name AS "byName", w.since,
       k.id AS "caseId", k.number AS "caseNumber", k.title AS "caseTitle"
     FROM (${sources.map(({ sql }, at) => `SELECT * FROM (${sql}) AS s${at}(kind, act, id, number, text, case_id, by_name, since)`).join(' UNION ALL ')}) w
     JOIN cases k ON k.id = w.case_id
     ORDER BY w.since, w.id LIMIT $2`,
    [person.id, limit],
  );
}
