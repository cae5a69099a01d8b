import type { EntityManager } from 'typeorm';

/** What a timeline tells: what was done, what alerts say happened, dates that people assert, and notes. */
export const TIMELINE_KINDS = ['act', 'alert', 'date', 'note'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** By when it was recorded, or by when it was so. */
export const TIMELINE_ORDERS = ['recorded', 'occurred'] as const;
export type TimelineOrder = (typeof TIMELINE_ORDERS)[number];

/** One thing that happened in a case, or of which the case tells. */
export interface TimelineEntry {
  kind: TimelineKind;
  /** Of the audit event, alert, date or note. */
  id: string;
  occurredAt: Date;
  /** Last instant, of what lasted. */
  occurredTo: Date | null;
  precision: string;
  /** IANA zone in which the time is stated, where that is known. */
  zone: string | null;
  recordedAt: Date;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** The case that it belongs to: the case itself, or one that was merged into it. */
  caseId: string;
  details: Record<string, unknown>;
}

/** Which entries a timeline shows. Spans begin with their first instant and end before their last. */
export interface TimelineFilter {
  kinds: readonly TimelineKind[];
  actorId?: string;
  occurredFrom?: Date;
  occurredTo?: Date;
  recordedFrom?: Date;
  recordedTo?: Date;
}

/** A place in a timeline: the time that it is ordered by, the kind, and the key of the entry. */
export type TimelinePlace = readonly [string, string, string];

type KeyedEntry = TimelineEntry & { timeKey: string; idKey: string };

/** A table of which a timeline tells, by the names that its entries have. */
interface Source {
  from: string;
  caseId: string;
  id: string;
  /** Text whose order is that of the ids. */
  idKey: string;
  occurredAt: string;
  occurredTo: string;
  precision: string;
  zone: string;
  recordedAt: string;
  actorKind: string;
  actorId: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  details: string;
}

const SOURCES: Readonly<Record<TimelineKind, Source>> = {
  act: {
    from: 'audit_events e',
    caseId: 'e.case_id',
    id: 'e.id::text',
    idKey: `lpad(e.id::text, 20, '0')`,
    occurredAt: 'e.at',
    occurredTo: 'NULL::timestamptz',
    precision: `'instant'`,
    zone: 'NULL::text',
    recordedAt: 'e.at',
    actorKind: 'e.actor_kind',
    actorId: 'e.actor_id',
    actorName: 'e.actor_name',
    action: 'e.action',
    subjectKind: 'e.subject_kind',
    subjectId: 'e.subject_id',
    details: 'e.details',
  },
  alert: {
    from: 'alerts a JOIN detectors d ON d.id = a.detector_id',
    caseId: 'a.case_id',
    id: 'a.id::text',
    idKey: 'a.id::text',
    occurredAt: 'a.occurred_from',
    occurredTo: 'a.occurred_to',
    precision: `'instant'`,
    zone: 'NULL::text',
    recordedAt: 'a.first_seen_at',
    actorKind: `'detector'`,
    actorId: 'a.detector_id::text',
    actorName: 'd.name',
    action: `'alert.occurred'`,
    subjectKind: `'alert'`,
    subjectId: 'a.id::text',
    details: `jsonb_build_object('type', a.type, 'title', a.title, 'severity', a.severity, 'stage', a.stage)`,
  },
  date: {
    from: 'case_dates d',
    caseId: 'd.case_id',
    id: 'd.id::text',
    idKey: 'd.id::text',
    occurredAt: 'coalesce(d.at, d.on_date::timestamp AT TIME ZONE d.zone)',
    occurredTo: 'NULL::timestamptz',
    precision: 'd.precision',
    zone: 'd.zone',
    recordedAt: 'd.recorded_at',
    actorKind: `'user'`,
    actorId: 'd.recorded_by',
    actorName: 'd.recorded_by_name',
    action: `'case.date_recorded'`,
    subjectKind: `'case'`,
    subjectId: 'd.case_id::text',
    details: `jsonb_build_object('kind', d.kind, 'onDate', d.on_date, 'assertedBy', d.asserted_by, 'source', d.source,
      'supersedesId', d.supersedes_id, 'isRetracted', d.retracted_at IS NOT NULL,
      'isSuperseded', EXISTS (SELECT FROM case_dates s WHERE s.supersedes_id = d.id AND s.retracted_at IS NULL))`,
  },
  note: {
    from: 'case_notes n',
    caseId: 'n.case_id',
    id: 'n.id::text',
    idKey: 'n.id::text',
    occurredAt: 'n.written_at',
    occurredTo: 'NULL::timestamptz',
    precision: `'instant'`,
    zone: 'NULL::text',
    recordedAt: 'n.written_at',
    actorKind: `'user'`,
    actorId: 'n.author_id',
    actorName: 'n.author_name',
    action: `'case.note_added'`,
    subjectKind: `'case'`,
    subjectId: 'n.case_id::text',
    details: `jsonb_build_object('text', CASE WHEN n.retracted_at IS NULL THEN n.text ELSE '' END, 'replyToId', n.reply_to_id,
      'revision', n.revision, 'isRetracted', n.retracted_at IS NOT NULL)`,
  },
};

/** What an entry of another kind tells is not told twice. */
const TOLD_BY: Readonly<Partial<Record<TimelineKind, string>>> = {
  date: 'case.date_recorded',
  note: 'case.note_added',
};

/** Entries of these cases in order, after the place given: of each table no more than a page. */
export async function timelineOf(
  db: EntityManager,
  caseIds: readonly string[],
  filter: TimelineFilter,
  o: { order: TimelineOrder; isAscending: boolean; limit: number; after?: TimelinePlace },
): Promise<KeyedEntry[]> {
  const direction = o.isAscending ? 'ASC' : 'DESC';
  const parts = filter.kinds.map((kind) => `(${partOf(kind, filter.kinds, o.order, o.isAscending)})`);
  return db.query<KeyedEntry[]>(
    `SELECT x.*, x."timeAt"::text AS "timeKey" FROM unnest($1::uuid[]) AS own(id)
     CROSS JOIN LATERAL (${parts.join(' UNION ALL ')}) x
     ORDER BY x."timeAt" ${direction}, x.kind COLLATE "C" ${direction}, x."idKey" COLLATE "C" ${direction} LIMIT $10`,
    [
      caseIds,
      filter.actorId ?? null,
      filter.occurredFrom ?? null,
      filter.occurredTo ?? null,
      filter.recordedFrom ?? null,
      filter.recordedTo ?? null,
      ...(o.after ?? [null, null, null]),
      o.limit,
    ],
  );
}

function partOf(
  kind: TimelineKind,
  kinds: readonly TimelineKind[],
  order: TimelineOrder,
  isAscending: boolean,
): string {
  const s = SOURCES[kind];
  const time = order === 'recorded' ? s.recordedAt : s.occurredAt;
  const [direction, behind] = isAscending ? ['ASC', '>'] : ['DESC', '<'];
  const idKey = `${s.idKey} COLLATE "C"`;
  const told = kind === 'act' ? kinds.flatMap((other) => TOLD_BY[other] ?? []) : [];
  return `SELECT '${kind}' AS kind, ${s.id} AS id, ${s.idKey} AS "idKey", ${time} AS "timeAt",
      ${s.occurredAt} AS "occurredAt", ${s.occurredTo} AS "occurredTo", ${s.precision} AS precision, ${s.zone} AS zone,
      ${s.recordedAt} AS "recordedAt", ${s.actorKind} AS "actorKind", ${s.actorId} AS "actorId", ${s.actorName} AS "actorName",
      ${s.action} AS action, ${s.subjectKind} AS "subjectKind", ${s.subjectId} AS "subjectId", ${s.caseId} AS "caseId",
      ${s.details} AS details
    FROM ${s.from}
    WHERE ${s.caseId} = own.id AND ($2::text IS NULL OR ${s.actorId} = $2)
      AND ($3::timestamptz IS NULL OR coalesce(${s.occurredTo}, ${s.occurredAt}) >= $3)
      AND ($4::timestamptz IS NULL OR ${s.occurredAt} < $4)
      AND ($5::timestamptz IS NULL OR ${s.recordedAt} >= $5) AND ($6::timestamptz IS NULL OR ${s.recordedAt} < $6)
      AND ($7::timestamptz IS NULL OR ${time} ${behind}= $7)
      AND ($7::timestamptz IS NULL OR (${time}, '${kind}' COLLATE "C", ${idKey}) ${behind} ($7, $8::text, $9::text))
      ${told.map((action) => `AND ${s.action} <> '${action}'`).join(' ')}
    ORDER BY ${time} ${direction}, ${idKey} ${direction} LIMIT $10`;
}
