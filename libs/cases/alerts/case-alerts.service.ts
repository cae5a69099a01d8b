import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import {
  Clock,
  decodeCursor,
  findById,
  invalidInput,
  lockById,
  Outbox,
  type Page,
  toPage,
  figure,
} from '@app/platform';
import { type Act, type Actor, Audit } from '@app/audit';
import { Webhooks } from '@app/updates';
import { Alert, Alerts, announce, mayJoinCase, type Tlp, TLP_LABELS } from '@app/alerts';
import { CaseAlert } from './case-alert.entity';
import { countUnnamed, insertDetachments } from './case-alerts.queries';
import { insertAccounts } from '../accounts/case-accounts.queries';
import { Case } from '../case.entity';
import { happened } from '../case-happening';
import { CASE_KINDS, type CaseKind, strictest } from '../case-terms';
import { insertCase } from '../cases.service';
import { AlertTakenError } from '../cases.problems';
import { insertMembers, lockMembership, type NewMember } from '../correlation/correlation.queries';

/** Longest title of a case, characters. */
const TITLE_LIMIT = 300;

/** An alert and how it came into the case. */
export interface AttachedAlert {
  alert: Alert;
  place: CaseAlert;
}

/** Alerts that are to be a case, and what a person says of it. */
export interface Promotion {
  alertIds: readonly string[];
  kind?: CaseKind;
  title?: string;
  summary?: string;
  severity?: number;
  tlp?: Tlp;
}

/** The alerts of a case as people see, add and remove them. */
@Injectable()
export class CaseAlerts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly alerts: Alerts,
    private readonly audit: Audit,
    private readonly webhooks: Webhooks,
    private readonly outbox: Outbox,
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
      const found = await this.eligible(tx, alertIds, caseId);
      const ids = found
        .filter((alert) => alert.caseId === null)
        .map((alert) => alert.id)
        .sort();
      const members = ids.map((alertId) => ({ alertId, caseId, explanation: null }));
      await this.audit.recordAll(tx, actor, await this.attachWithin(tx, actor, members));
      return { attached: ids.length, already: asked.length - ids.length };
    });
  }

  /**
   * The same inside the caller's transaction, which holds membership and the cases and has looked at the alerts, for
   * any number of cases; gives the acts for the caller to record. What is near to the alerts is looked for by a job.
   */
  async attachWithin(
    tx: EntityManager,
    actor: Actor,
    members: readonly NewMember[],
    reason?: string,
  ): Promise<Act[]> {
    if (members.length === 0) return [];
    const acts = await this.alerts.place(tx, members);
    await insertMembers(tx, actor, members, 'staff', { now: this.clock.now(), reason });
    await announce(
      tx,
      this.outbox,
      members.map((member) => member.alertId),
    );
    return acts;
  }

  /**
   * Files a case that has these alerts, what they are about, and what follows from them.
   * @throws InvalidInputError on unknown alerts or none, AlertTakenError
   */
  async promote(actor: Actor, { alertIds, ...said }: Promotion): Promise<Case> {
    if (alertIds.length === 0) throw invalidInput([{ pointer: '/alertIds', detail: 'must name an alert' }]);
    return this.db.transaction(async (tx) => {
      await lockMembership(tx);
      const now = this.clock.now();
      const found = await this.eligible(tx, alertIds, null);
      const opened = await insertCase(tx, { ...derive(found), ...said, origin: 'staff' }, now);
      const caseId = opened.id;
      const ids = found.map((alert) => alert.id).sort();
      const { number, kind, title, severity, tlp } = opened;
      const details = { number, kind, title, severity, tlp, alerts: ids.length };
      const members = ids.map((alertId) => ({ alertId, caseId, explanation: null }));
      const acts = await this.attachWithin(tx, actor, members);
      await this.audit.recordAll(tx, actor, [
        { action: 'case.opened', subjectId: caseId, caseId, details },
        ...acts,
      ]);
      await insertAccounts(tx, caseId, { kind: 'alerts' }, { id: actor.id, at: now });
      await this.webhooks.announce(tx, [happened('case.opened', opened, now)]);
      return opened;
    });
  }

  /**
   * Takes alerts out of a case and gives them back to people; those that are not in it stay where they are. Accounts
   * and entities stay in the case: whether they belong to it is for a person to judge.
   * @throws NotFoundError, CaseClosedError, InvalidInputError on unknown alerts
   */
  async detach(
    actor: Actor,
    caseId: string,
    alertIds: readonly string[],
    reason: string,
  ): Promise<{ detached: number; already: number; unnamedAccounts: number }> {
    const asked = [...new Set(alertIds)];
    return this.db.transaction(async (tx) => {
      await lockMembership(tx);
      (await lockById(tx, Case, caseId)).assertOpen();
      const found = await this.known(tx, alertIds);
      const ids = found
        .filter((alert) => alert.caseId === caseId)
        .map((alert) => alert.id)
        .sort();
      if (ids.length > 0) {
        await tx.delete(CaseAlert, { caseId, alertId: In(ids) });
        await insertDetachments(tx, ids, caseId, { id: actor.id, reason, at: this.clock.now() });
        await this.alerts.release(tx, actor, ids, caseId, reason);
      }
      return {
        detached: ids.length,
        already: asked.length - ids.length,
        unnamedAccounts: await countUnnamed(tx, ids, caseId),
      };
    });
  }

  /** @throws InvalidInputError naming the first that is not there */
  private async known(tx: EntityManager, alertIds: readonly string[]): Promise<Alert[]> {
    const asked = [...new Set(alertIds)];
    const found = await tx.findBy(Alert, { id: In(asked) });
    if (found.length < asked.length) {
      const known = new Set(found.map((alert) => alert.id));
      const at = alertIds.findIndex((id) => !known.has(id));
      throw invalidInput([{ pointer: `/alertIds/${at}`, detail: 'is not the id of an alert' }]);
    }
    return found;
  }

  /** Alerts that may come into this case, or into a new one. @throws InvalidInputError, AlertTakenError */
  private async eligible(
    tx: EntityManager,
    alertIds: readonly string[],
    caseId: string | null,
  ): Promise<Alert[]> {
    const found = await this.known(tx, alertIds);
    const taken = found.filter(
      (alert) => !mayJoinCase(alert) && (alert.caseId === null || alert.caseId !== caseId),
    );
    if (taken.length > 0) {
      throw new AlertTakenError(
        `${figure(taken.length)} of ${figure(found.length)} alerts are closed, of the sandbox, or belong to another case.`,
        { alertIds: taken.map((alert) => alert.id) },
      );
    }
    return found;
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

/** What alerts say of the case that they become. */
export function derive(alerts: readonly Alert[]): {
  kind: CaseKind;
  title: string;
  severity: number;
  tlp: Tlp;
} {
  const [gravest] = [...alerts].sort((a, b) => b.severity - a.severity || (a.id < b.id ? -1 : 1));
  const more = alerts.length > 1 ? ` and ${alerts.length - 1} more` : '';
  const kinds = new Map<CaseKind, number>();
  for (const { type } of alerts) {
    const kind = CASE_KINDS.find((one) => one === type.split('.', 1)[0]);
    if (kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const [most] = [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    kind: most?.[0] ?? 'other',
    title: gravest!.title.slice(0, TITLE_LIMIT - more.length) + more,
    severity: gravest!.severity,
    tlp: alerts.reduce<Tlp>((tlp, alert) => strictest(TLP_LABELS, tlp, alert.tlp), 'CLEAR'),
  };
}
