import type { EntityManager } from 'typeorm';
import type { AlertContent } from './alert-content';
import type { MutingMatch } from './muting/muting-rule.entity';
import type { QueueMatch } from './queues/alert-queue.entity';

/** The queues in the order in which they are asked, the catch-all last, and the muting rules that stand. */
export interface Routing {
  queues: readonly (QueueMatch & { id: string })[];
  mutes: readonly (MutingMatch & { id: string })[];
}

/** Where a new alert goes. */
export interface Route {
  queueId: string;
  /** The rule that keeps it from the inbox. */
  mutedBy: string | null;
}

/** Where an alert of this detector that claims this goes: to the first queue that takes it, muted by the oldest rule that matches. */
export function route(
  detectorId: string,
  content: Pick<AlertContent, 'type' | 'severity' | 'tags' | 'subjects'>,
  { queues, mutes }: Routing,
): Route {
  const queue = queues.find((one) => takes(one, detectorId, content));
  if (!queue) throw new Error('no queue takes every alert');
  return {
    queueId: queue.id,
    mutedBy: mutes.find((rule) => matches(rule, detectorId, content))?.id ?? null,
  };
}

/** Whether a queue takes an alert. */
export function takes(
  queue: QueueMatch,
  detectorId: string,
  { type, severity, tags }: Pick<AlertContent, 'type' | 'severity' | 'tags'>,
): boolean {
  return (
    (queue.detectorId === null || queue.detectorId === detectorId) &&
    (queue.typePrefix === null || type.startsWith(queue.typePrefix)) &&
    (queue.minimumSeverity === null || severity >= queue.minimumSeverity) &&
    queue.tags.every((tag) => tags.includes(tag))
  );
}

function matches(
  rule: MutingMatch,
  detectorId: string,
  { type, subjects }: Pick<AlertContent, 'type' | 'subjects'>,
): boolean {
  return (
    (rule.detectorId === null || rule.detectorId === detectorId) &&
    (rule.type === null || rule.type === type) &&
    (rule.subjectKind === null || subjects[rule.subjectKind].includes(rule.subjectValue!))
  );
}

/** The queues, and the muting rules that stand at an instant and may concern this detector, in one query of few rows. */
export async function loadRouting(db: EntityManager, detectorId: string, at: Date): Promise<Routing> {
  const rows: Routing[] = await db.query(
    `SELECT
       (SELECT coalesce(json_agg(json_build_object('id', id, 'detectorId', detector_id, 'typePrefix', type_prefix,
          'minimumSeverity', minimum_severity, 'tags', tags) ORDER BY is_catch_all, position, created_at, id), '[]')
        FROM alert_queues WHERE archived_at IS NULL AND (detector_id IS NULL OR detector_id = $1)) AS queues,
       (SELECT coalesce(json_agg(json_build_object('id', id, 'detectorId', detector_id, 'type', type,
          'subjectKind', subject_kind, 'subjectValue', subject_value) ORDER BY created_at, id), '[]')
        FROM muting_rules
        WHERE ended_at IS NULL AND expires_at > $2 AND (detector_id IS NULL OR detector_id = $1)) AS mutes`,
    [detectorId, at],
  );
  return rows[0]!;
}
