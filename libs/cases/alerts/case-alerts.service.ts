import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { Clock, decodeCursor, findById, invalidInput, lockById, type Page, toPage } from '@app/platform';
import type { Actor } from '@app/audit';
import { Alert, Alerts } from '@app/alerts';
import { CaseAlert } from './case-alert.entity';
import { Case } from '../case.entity';
import { AlertTakenError } from '../cases.problems';
import { insertMembers, lockMembership, refreshEntities } from '../correlation/correlation.queries';

/** An alert and how it came into the case. */
export interface AttachedAlert {
  alert: Alert;
  place: CaseAlert;
}

/** The alerts of a case as people see and add them. */
@Injectable()
export class CaseAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly alerts: Alerts,
  ) {}

  /**
   * Puts alerts into a case by hand; those that are there already stay.
   * @throws NotFoundError, CaseClosedError, InvalidInputError on unknown alerts, AlertTakenError
   */
  async attach(
    actor: Actor,
    caseId: string,
    alertIds: readonly string[],
  ): Promise<{ attached: number; already: number }> {
    const asked = [...new Set(alertIds)].sort();
    return this.db.transaction(async (tx) => {
      await lockMembership(tx);
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      const found = await tx.findBy(Alert, { id: In(asked) });
      if (found.length < asked.length) {
        const known = new Set(found.map((alert) => alert.id));
        const at = alertIds.findIndex((id) => !known.has(id));
        throw invalidInput([{ pointer: `/alertIds/${at}`, detail: 'is not the id of an alert' }]);
      }
      const taken = found.filter(
        (alert) => alert.stage === 'Closed' || (alert.caseId !== null && alert.caseId !== caseId),
      );
      if (taken.length > 0) {
        throw new AlertTakenError(
          `${taken.length} of ${asked.length} alerts are closed or belong to another case.`,
          {
            alertIds: taken.map((alert) => alert.id),
          },
        );
      }
      const ids = found
        .filter((alert) => alert.caseId === null)
        .map((alert) => alert.id)
        .sort();
      if (ids.length > 0) {
        const members = ids.map((alertId) => ({ alertId, caseId, explanation: null }));
        await this.alerts.markImported(tx, actor, ids, caseId);
        await insertMembers(tx, members, 'staff', this.clock.now());
        await refreshEntities(tx, ids, this.clock.now());
      }
      return { attached: ids.length, already: asked.length - ids.length };
    });
  }

  /** In the order in which the alerts arrived. @throws NotFoundError */
  async list(caseId: string, o: { limit: number; cursor?: string }): Promise<Page<AttachedAlert>> {
    const db = this.db.manager;
    await findById(db, Case, caseId);
    const after = o.cursor ? { alertId: MoreThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const places = await db.find(CaseAlert, {
      where: { caseId, ...after },
      order: { alertId: 'ASC' },
      take: o.limit + 1,
    });
    const alerts = await db.findBy(Alert, { id: In(places.map((place) => place.alertId)) });
    const byId = new Map(alerts.map((alert) => [alert.id, alert]));
    return toPage(
      places,
      o.limit,
      (place) => [place.alertId],
      (place) => ({ place, alert: byId.get(place.alertId)! }),
    );
  }
}
