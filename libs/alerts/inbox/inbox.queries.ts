import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { decodeCursor, type Page, toPage } from '@app/platform';
import type { PageOfList } from '../alerts.queries';
import { Alert, IN_THE_INBOX } from '../alert.entity';
import { ALERT_STAGES, type AlertStage } from '../alert-stage';
import type { Standing } from './alert-act';

/** What the inbox leaves out unless asked for. */
export const INCLUDABLE = ['snoozed', 'muted', 'sandbox'] as const;
export type Includable = (typeof INCLUDABLE)[number];

/** The orders of the inbox. */
export const INBOX_ORDERS = ['newest', 'severity'] as const;
export type InboxOrder = (typeof INBOX_ORDERS)[number];

/** Which alerts the inbox shows; all of it must hold. */
export interface InboxFilter {
  queueId?: string;
  stage?: readonly AlertStage[];
  severity?: readonly number[];
  minimumSeverity?: number;
  detectorId?: string;
  type?: string;
  /** Null asks for alerts that nobody has. */
  assigneeId?: string | null;
  tag?: string;
  caseId?: string;
  /** Only alerts that no case has. */
  unassigned?: boolean;
  include: readonly Includable[];
  sort: InboxOrder;
}

const OPEN_STAGES: readonly AlertStage[] = ['New', 'InProgress'];

/** Alerts, the latest arrival first, or the gravest and of those the latest. A page goes on where the last ended. */
export async function listInbox(
  db: EntityManager,
  filter: InboxFilter,
  page: PageOfList,
  now: Date,
): Promise<Page<Alert>> {
  const limit = page.limit + 1;
  const { stage = ALERT_STAGES } = filter;
  const query = db.createQueryBuilder(Alert, 'a').take(limit);
  if (filter.sort === 'severity' && !stage.every((one) => OPEN_STAGES.includes(one))) {
    // The index by severity begins with the stage: the gravest of each stage are looked up, and of these the gravest.
    const ofStage = query.subQuery().select('a.id', 'id').from(Alert, 'a').where('a.stage = s.stage');
    narrow(ofStage, filter, page, now).limit(limit);
    query
      .where(
        `a.id IN (SELECT x.id FROM unnest(CAST(:stages AS text[])) s (stage) CROSS JOIN LATERAL ${ofStage.getQuery()} x)`,
      )
      .setParameters({ ...ofStage.getParameters(), stages: [...stage] });
    orderBy(query, filter.sort);
  } else {
    if (filter.stage) query.where({ stage: In([...filter.stage]) });
    narrow(query, filter, page, now);
  }
  return toPage(
    await query.getMany(),
    page.limit,
    (alert) => (filter.sort === 'severity' ? [alert.severity, alert.id] : [alert.id]),
    (alert) => alert,
  );
}

/** All of the filter but the stages, where the page begins, and the order. */
function narrow(
  query: SelectQueryBuilder<Alert>,
  filter: InboxFilter,
  page: PageOfList,
  now: Date,
): SelectQueryBuilder<Alert> {
  const { queueId, detectorId, type, caseId } = filter;
  for (const [name, value] of Object.entries({ queueId, detectorId, type, caseId }))
    if (value !== undefined) query.andWhere(`a.${name} = :${name}`, { [name]: value });
  if (filter.unassigned) query.andWhere('a.caseId IS NULL');
  if (filter.severity) query.andWhere('a.severity IN (:...severities)', { severities: filter.severity });
  if (filter.minimumSeverity !== undefined)
    query.andWhere('a.severity >= :minimum', { minimum: filter.minimumSeverity });
  if (filter.assigneeId === null) query.andWhere('a.assigneeId IS NULL');
  else if (filter.assigneeId !== undefined)
    query.andWhere('a.assigneeId = :assigneeId', { assigneeId: filter.assigneeId });
  if (filter.tag !== undefined)
    query.andWhere('a.id IN (SELECT t.alert_id FROM alert_tags t WHERE t.tag = :tag)', { tag: filter.tag });
  if (!filter.include.includes('snoozed'))
    query.andWhere('(a.snoozedUntil IS NULL OR a.snoozedUntil <= :now)', { now });
  const [muted, sandbox] = [filter.include.includes('muted'), filter.include.includes('sandbox')];
  // Said word for word as the partial indexes say it, so that the page is read from one of them.
  if (!muted && !sandbox && filter.stage?.every((stage) => OPEN_STAGES.includes(stage)))
    query.andWhere(IN_THE_INBOX.replace(/stage|sandbox|muted_by/g, 'a.$&'));
  else {
    if (!muted) query.andWhere('a.mutedBy IS NULL');
    if (!sandbox) query.andWhere('NOT a.sandbox');
  }
  if (page.cursor !== undefined && filter.sort === 'severity') {
    const [severity, id] = decodeCursor(page.cursor, 2);
    query.andWhere('(a.severity, a.id) < (:beforeSeverity, :beforeId)', {
      beforeSeverity: Number(severity),
      beforeId: String(id),
    });
  } else if (page.cursor !== undefined)
    query.andWhere('a.id < :after', { after: String(decodeCursor(page.cursor, 1)[0]) });
  return orderBy(query, filter.sort);
}

function orderBy(query: SelectQueryBuilder<Alert>, sort: InboxOrder): SelectQueryBuilder<Alert> {
  return sort === 'severity'
    ? query.orderBy('a.severity', 'DESC').addOrderBy('a.id', 'DESC')
    : query.orderBy('a.id', 'DESC');
}

/** Holds alerts in the order of their ids, as whoever holds several takes them. Ids that are not there are missing. */
export function holdForAct(tx: EntityManager, alertIds: readonly string[]): Promise<Alert[]> {
  return tx
    .createQueryBuilder(Alert, 'a')
    .where('a.id = ANY(:alertIds)', { alertIds })
    .orderBy('a.id')
    .setLock('pessimistic_write')
    .getMany();
}

/** Writes how alerts stand after an act; the caller holds them. One statement for any number and any act. */
export async function writeStandings(tx: EntityManager, alerts: readonly Standing[]): Promise<void> {
  const of = <K extends keyof Standing>(member: K) => alerts.map((alert) => alert[member]);
  await tx.query(
    `UPDATE alerts a SET stage = g.stage, assignee_id = g.assignee_id, snoozed_until = g.snoozed_until,
       queue_id = g.queue_id, resolution = g.resolution, summary = g.summary, in_progress_at = g.in_progress_at,
       closed_at = g.closed_at, staff_tags = ARRAY(SELECT jsonb_array_elements_text(g.staff_tags))
     FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[],
         $8::timestamptz[], $9::timestamptz[], $10::jsonb[])
       AS g (id, stage, assignee_id, snoozed_until, queue_id, resolution, summary, in_progress_at, closed_at, staff_tags)
     WHERE a.id = g.id`,
    [
      of('id'),
      of('stage'),
      of('assigneeId'),
      of('snoozedUntil'),
      of('queueId'),
      of('resolution'),
      of('summary'),
      of('inProgressAt'),
      of('closedAt'),
      of('staffTags').map((tags) => JSON.stringify(tags)),
    ],
  );
}
