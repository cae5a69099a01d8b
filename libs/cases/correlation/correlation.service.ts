import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock, ConflictError, figure } from '@app/platform';
import { type Actor, Audit, systemActor } from '@app/audit';
import { Webhooks } from '@app/updates';
import { Alerts } from '@app/alerts';
import { lockCases } from '../case-locks';
import { CaseMerge } from '../merge/case-merge.service';
import { arePartedFrom, detachedFrom } from '../alerts/case-alerts.queries';
import { Case } from '../case.entity';
import { happened } from '../case-happening';
import { insertCase } from '../cases.service';
import { CASE_KINDS, type CaseKind } from '../case-terms';
import { type Group, groupHoldings } from './components';
import {
  insertMeeting,
  insertMembers,
  lockAlerts,
  lockMembership,
  portraits,
  portray,
  refreshEntities,
  sharedHoldings,
} from './correlation.queries';
import { ruleSetInForce } from './rules.queries';
import { rescore } from '../proposals/rescore';

const actor: Actor = systemActor('correlate-alerts');

/**
 * Brings alerts that are about the same thing into one case, and proposes what may be, by the rules in force.
 *
 * One job at a time decides, and decides on all that is stored, so portions, order and repeats of the jobs do not
 * matter: in the end the alerts connected by links are in one case. A link that was made stays made, also when a
 * value grows common later or a revision withdraws it.
 */
@Injectable()
export class Correlation {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly alerts: Alerts,
    private readonly merging: CaseMerge,
    private readonly webhooks: Webhooks,
  ) {}

  /** Looks for the cases of these alerts. Safe to repeat. @throws ConflictError when a case was closed meanwhile; the next try sees it */
  async correlate(alertIds: readonly string[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockMembership(tx);
      const rules = await ruleSetInForce(tx);
      const holdings = await sharedHoldings(tx, alertIds, rules);
      const groups = groupHoldings(holdings, rules);
      const cases = await this.lockAll(tx, groups);
      for (const group of groups)
        await this.settle(
          tx,
          group,
          group.caseIds.map((id) => cases.get(id)!),
        );
      const settled = groups.flatMap((group) => group.alerts.map((alert) => alert.id));
      const seen = [...new Set([...alertIds, ...settled])];
      const touched = await refreshEntities(tx, seen, this.clock.now());
      await this.portray(tx, touched);
      // Where nothing was joined, everybody still stands where the first look found them.
      const now = groups.length === 0 ? holdings : await sharedHoldings(tx, seen, rules);
      const acts = await rescore(tx, actor, { holdings: now, alertIds: seen, rules, now: this.clock.now() });
      await this.audit.recordAll(tx, actor, acts);
    });
  }

  private async lockAll(tx: EntityManager, groups: readonly Group[]): Promise<Map<string, Case>> {
    const caseIds = groups.flatMap((group) => group.caseIds);
    const cases = await lockCases(tx, caseIds);
    const closed = cases.find((one) => one.stage === 'Closed');
    if (closed) throw new ConflictError(`Case ${closed.number} was closed meanwhile.`);
    const free = groups.flatMap((group) => group.alerts.map((alert) => alert.id));
    const meeting = groups.flatMap((group) => (group.caseIds.length > 1 ? group.caseIds : []));
    await lockAlerts(tx, free, meeting);
    return new Map(cases.map((one) => [one.id, one]));
  }

  private async settle(tx: EntityManager, group: Group, cases: Case[]): Promise<void> {
    // A case that somebody works on survives one that nobody has touched; among equals the older one does.
    const ranked = [...cases].sort(
      (a, b) => Number(isUntouched(a)) - Number(isUntouched(b)) || a.number - b.number,
    );
    const target = ranked[0] ?? (await this.open(tx, group));
    await this.attach(tx, group, target);
    const parted = ranked.length > 1 ? await arePartedFrom(tx, target.id, group.caseIds) : new Set<string>();
    for (const other of ranked.slice(1)) {
      const isOne =
        isUntouched(other) && !parted.has(other.id) && (await this.merging.within(tx, actor, other, target));
      if (!isOne) await this.meet(tx, target, other);
    }
  }

  private async open(tx: EntityManager, group: Group): Promise<Case> {
    // Title, kind and severity follow from the alerts as soon as they are attached.
    const opened = await insertCase(
      tx,
      { kind: 'other', title: 'Correlated alerts', severity: 1, origin: 'correlation' },
      this.clock.now(),
    );
    const details = { number: opened.number, origin: opened.origin, alerts: group.alerts.length };
    await this.audit.record(tx, actor, {
      action: 'case.opened',
      subjectId: opened.id,
      caseId: opened.id,
      details,
    });
    await this.webhooks.announce(tx, [happened('case.opened', opened, opened.openedAt)]);
    return opened;
  }

  private async attach(tx: EntityManager, group: Group, to: Case): Promise<void> {
    if (group.alerts.length === 0) return;
    const kept = await detachedFrom(
      tx,
      group.alerts.map((alert) => alert.id),
      to.id,
    );
    const joining = group.alerts.filter((alert) => !kept.has(alert.id));
    if (joining.length === 0) return;
    const ids = joining.map((alert) => alert.id);
    await this.alerts.markImported(tx, actor, ids, to.id);
    const members = joining.map(({ id, explanation }) => ({ alertId: id, caseId: to.id, explanation }));
    await insertMembers(tx, actor, members, 'correlation', { now: this.clock.now() });
  }

  private async meet(tx: EntityManager, one: Case, other: Case): Promise<void> {
    const [older, younger] = one.number < other.number ? [one, other] : [other, one];
    if (!(await insertMeeting(tx, older.id, younger.id, this.clock.now()))) return;
    const record = (of: Case, met: Case) =>
      this.audit.record(tx, actor, {
        action: 'case.met',
        subjectId: of.id,
        caseId: of.id,
        details: { with: met.number },
      });
    await record(older, younger);
    await record(younger, older);
  }

  private async portray(tx: EntityManager, caseIds: readonly string[]): Promise<void> {
    const seen = await portraits(tx, caseIds, CASE_KINDS);
    if (seen.length === 0) return;
    await portray(
      tx,
      seen.map(({ caseId, detectors, accounts, severity, kind }) => ({
        caseId,
        title: `Correlated alerts: ${count(detectors, 'detector')}, ${count(accounts, 'account')}`,
        kind: (kind as CaseKind | null) ?? 'other',
        severity,
      })),
    );
  }
}

/** Opened by correlation and since then in nobody's hands: it may become part of another case without asking. */
const isUntouched = (one: Case): boolean =>
  one.origin === 'correlation' && one.stage === 'New' && one.isDerived && one.ownerId === null;

const count = (n: number, noun: string): string => `${figure(n)} ${noun}${n === 1 ? '' : 's'}`;
