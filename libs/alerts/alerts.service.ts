import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  assertTransition,
  Clock,
  ConflictError,
  contentHash,
  findById,
  NotFoundError,
  type Page,
} from '@app/platform';
import { type Act, type Actor, Audit } from '@app/audit';
import { Webhooks } from '@app/updates';
import type { Subject, SubjectKind } from './alert-content';
import { Alert } from './alert.entity';
import { happened } from './alert-happening';
import { AlertRevision } from './alert-revision.entity';
import { ALERT_TRANSITIONS } from './alert-stage';
import {
  alertsBySourceRef,
  handOverAlerts,
  holdAlertsById,
  importAlerts,
  listRevisions,
  type PageOfList,
  releaseAlerts,
  subjectsOfAlerts,
} from './alerts.queries';

/** Alerts as people and cases handle them. */
@Injectable()
export class Alerts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly webhooks: Webhooks,
  ) {}

  /** A detector finds its own alerts only. @throws NotFoundError */
  async find(actor: Actor, id: string): Promise<Alert> {
    const alert = await findById(this.db.manager, Alert, id);
    if (actor.kind === 'detector' && alert.detectorId !== actor.id)
      throw new NotFoundError(`No alert has the id ${id}.`);
    return alert;
  }

  /** Revisions, the latest first. @throws NotFoundError */
  async revisions(actor: Actor, id: string, page: PageOfList): Promise<Page<AlertRevision>> {
    await this.find(actor, id);
    return listRevisions(this.db.manager, id, page);
  }

  /** Alerts of this name; a detector finds its own only. Without a detector every one that uses the name is found. */
  bySourceRef(actor: Actor, type: string, sourceRef: string, detectorId?: string): Promise<Alert[]> {
    if (actor.kind === 'detector' && detectorId !== undefined && detectorId !== actor.id)
      return Promise.resolve([]);
    return alertsBySourceRef(
      this.db.manager,
      type,
      sourceRef,
      actor.kind === 'detector' ? actor.id : detectorId,
    );
  }

  /** One revision of an alert. @throws NotFoundError */
  async revision(actor: Actor, id: string, revision: number): Promise<AlertRevision> {
    await this.find(actor, id);
    const found = await this.db.manager.findOneBy(AlertRevision, { alertId: id, revision });
    if (!found) throw new NotFoundError(`The alert has no revision ${revision}.`);
    return found;
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
    const places = [...new Set(alertIds)].map((alertId) => ({ alertId, caseId }));
    await this.audit.recordAll(tx, actor, await this.place(tx, places));
  }

  /** The same for alerts of several cases, each alert once; gives the acts for the caller to record, one for each case. */
  async place(tx: EntityManager, places: readonly { alertId: string; caseId: string }[]): Promise<Act[]> {
    if (places.length === 0) return [];
    const now = this.clock.now();
    const held = await importAlerts(tx, places, now);
    if (held.length < places.length)
      throw new NotFoundError(`${places.length - held.length} of the alerts do not exist.`);
    const caseOf = new Map(places.map(({ alertId, caseId }) => [alertId, caseId]));
    const moved = held.filter(({ id, caseId }) => caseId !== caseOf.get(id));
    for (const { stage } of moved)
      if (stage !== 'Imported') assertTransition(ALERT_TRANSITIONS, stage, 'Imported');
    const imported = moved.filter((alert) => alert.stage !== 'Imported');
    await this.webhooks.announce(
      tx,
      imported.map((alert) =>
        happened('alert.imported', { ...alert, stage: 'Imported', caseId: caseOf.get(alert.id)! }, now),
      ),
    );
    const byCase = new Map<string, string[]>();
    for (const { id } of moved) {
      const caseId = caseOf.get(id)!;
      const ids = byCase.get(caseId);
      if (ids) ids.push(id);
      else byCase.set(caseId, [id]);
    }
    return [...byCase].map(([caseId, ids]) => ({
      action: 'alerts.imported',
      subjectKind: 'case',
      subjectId: caseId,
      caseId,
      details: { alerts: ids.length, alertIdsDigest: contentHash(ids) },
    }));
  }

  /** Lets alerts change hands between cases, as when cases merge or are taken apart; the caller writes the act down. */
  handOver(tx: EntityManager, alertIds: readonly string[], caseId: string): Promise<void> {
    return handOverAlerts(tx, alertIds, caseId);
  }

  /** The alerts that a case has, by arrival. */
  ofCase(db: EntityManager, caseId: string): Promise<Alert[]> {
    return db.find(Alert, { where: { caseId }, order: { id: 'ASC' } });
  }

  /**
   * Takes alerts out of the case that has them, back to people. The caller keeps correlation from the same decision.
   * @throws ConflictError when one of them is not in that case
   */
  async release(
    tx: EntityManager,
    actor: Actor,
    alertIds: readonly string[],
    caseId: string,
    reason: string,
  ): Promise<void> {
    const held = await holdAlertsById(tx, alertIds);
    const elsewhere = held.filter((alert) => alert.caseId !== caseId);
    if (held.length < alertIds.length || elsewhere.length > 0)
      throw new ConflictError('Some of the alerts are not in this case any more.');
    await releaseAlerts(tx, alertIds, this.clock.now());
    await this.audit.record(tx, actor, {
      action: 'alerts.detached',
      subjectKind: 'case',
      subjectId: caseId,
      caseId,
      details: { alerts: alertIds.length, alertIdsDigest: contentHash(alertIds), reason },
    });
  }
}
