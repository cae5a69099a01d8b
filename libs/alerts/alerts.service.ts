import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  assertTransition,
  Clock,
  contentHash,
  findById,
  invalidInput,
  lockById,
  NotFoundError,
  Outbox,
  type Page,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import type { Subject, SubjectKind } from './alert-content';
import { Alert } from './alert.entity';
import { AlertRevision } from './alert-revision.entity';
import { ALERT_TRANSITIONS, type AlertResolution, type ChosenStage } from './alert-stage';
import { announce } from './correlate-alerts.job';
import {
  type AlertFilter,
  holdAlertsById,
  importAlerts,
  listAlerts,
  listRevisions,
  type PageOfList,
  subjectsOfAlerts,
} from './alerts.queries';

/** Where a person wants an alert to go; closing needs both of the others. */
export interface AlertMove {
  stage: ChosenStage;
  resolution?: AlertResolution;
  summary?: string;
}

/** Alerts as people and cases handle them. */
@Injectable()
export class Alerts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  list(filter: AlertFilter, page: PageOfList): Promise<Page<Alert>> {
    return listAlerts(this.db.manager, filter, page);
  }

  /** @throws NotFoundError */
  find(id: string): Promise<Alert> {
    return findById(this.db.manager, Alert, id);
  }

  /** Revisions, the latest first. @throws NotFoundError */
  async revisions(id: string, page: PageOfList): Promise<Page<AlertRevision>> {
    await this.find(id);
    return listRevisions(this.db.manager, id, page);
  }

  /** What the latest revisions of these alerts are about. */
  subjects(
    db: EntityManager,
    alertIds: readonly string[],
  ): Promise<{ alertId: string; kind: SubjectKind; value: string }[]> {
    return subjectsOfAlerts(db, alertIds);
  }

  /** What the latest revision of an alert is about. */
  subjectsOf(id: string): Promise<Subject[]> {
    return subjectsOfAlerts(this.db.manager, [id]);
  }

  /** Takes an alert up, closes it or opens it again. @throws NotFoundError, IllegalTransitionError, InvalidInputError */
  transition(actor: Actor, id: string, move: AlertMove): Promise<Alert> {
    return this.db.transaction(async (tx) => {
      const alert = await lockById(tx, Alert, id);
      const from = alert.stage;
      assertTransition(ALERT_TRANSITIONS, from, move.stage);
      const change = { ...changeOf(move), ...this.firstEntry(alert, move.stage) };
      Object.assign(alert, change);
      await tx.update(Alert, { id }, change);
      // While it was closed it connected nothing; now it may.
      if (from === 'Closed') await announce(tx, this.outbox, [id]);
      const details = {
        from,
        to: move.stage,
        revision: alert.revision,
        resolution: change.resolution,
        summary: change.summary,
      };
      await this.audit.record(tx, actor, { action: 'alert.moved', subjectId: id, details });
      return alert;
    });
  }

  /**
   * Gives alerts to a case; those that another case has change hands, as in a merge. Given again, nothing happens.
   * @throws NotFoundError, IllegalTransitionError when one of them is closed
   */
  async markImported(
    tx: EntityManager,
    actor: Actor,
    alertIds: readonly string[],
    caseId: string,
  ): Promise<void> {
    const ids = [...new Set(alertIds)];
    const held = await holdAlertsById(tx, ids);
    if (held.length < ids.length)
      throw new NotFoundError(`${ids.length - held.length} of the alerts do not exist.`);
    const moved = held.filter((alert) => alert.caseId !== caseId);
    for (const { stage } of moved)
      if (stage !== 'Imported') assertTransition(ALERT_TRANSITIONS, stage, 'Imported');
    if (moved.length === 0) return;
    const movedIds = moved.map((alert) => alert.id);
    await importAlerts(tx, movedIds, caseId, this.clock.now());
    await this.audit.record(tx, actor, {
      action: 'alerts.imported',
      subjectKind: 'case',
      subjectId: caseId,
      caseId,
      details: { alerts: movedIds.length, alertIdsDigest: contentHash(movedIds) },
    });
  }

  /** The alerts that a case has, by arrival. */
  ofCase(db: EntityManager, caseId: string): Promise<Alert[]> {
    return db.find(Alert, { where: { caseId }, order: { id: 'ASC' } });
  }

  private firstEntry(alert: Alert, stage: ChosenStage): Partial<Alert> {
    const now = this.clock.now();
    return stage === 'Closed'
      ? { closedAt: alert.closedAt ?? now }
      : { inProgressAt: alert.inProgressAt ?? now };
  }
}

/** Status and outcome are two things: an alert that is open again has no outcome; the record keeps the former one. */
function changeOf({
  stage,
  resolution,
  summary,
}: AlertMove): Pick<Alert, 'stage' | 'resolution' | 'summary'> {
  if (stage !== 'Closed') {
    if (resolution !== undefined)
      throw invalidInput([{ pointer: '/resolution', detail: 'belongs to closing only' }]);
    if (summary !== undefined)
      throw invalidInput([{ pointer: '/summary', detail: 'belongs to closing only' }]);
    return { stage, resolution: null, summary: null };
  }
  if (resolution === undefined || summary === undefined) {
    const missing = {
      ...(resolution === undefined ? { resolution } : {}),
      ...(summary === undefined ? { summary } : {}),
    };
    throw invalidInput(
      Object.keys(missing).map((member) => ({
        pointer: `/${member}`,
        detail: 'is needed to close an alert',
      })),
    );
  }
  return { stage, resolution, summary };
}
