// The terms of a WITH RECURSIVE; `caseId` is the SQL of a case's id, a parameter for most.

/** The case and every case that was merged into it, directly or through others: `id`. */
export const familySql = (caseId: string, name = 'family'): string =>
  `${name} AS (
     SELECT ${caseId}::uuid AS id
     UNION SELECT n.id FROM cases n JOIN ${name} f ON n.merged_into_id = f.id)`;

/** The case and those that it was merged into, one into the next: `id`, and `merged_into_id`, which the last has not. */
export const waySql = (caseId: string): string =>
  `way AS (
     SELECT id, merged_into_id FROM cases WHERE id = ${caseId}::uuid
     UNION SELECT n.id, n.merged_into_id FROM cases n JOIN way w ON n.id = w.merged_into_id)`;
