import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  contentHash,
  decodeCursor,
  DomainError,
  findById,
  NotFoundError,
  type Page,
  toPage,
  toProblem,
  type Problem,
} from '@app/platform';
import { type Act, type Actor, Audit } from '@app/audit';
import { Webhooks } from '@app/updates';
import { Alerts } from '@app/alerts';
import { Case } from '../case.entity';
import { happened } from '../case-happening';
import { lockMembership } from '../correlation/correlation.queries';
import { absorb, areKeptApart, type Going, holdWithMerges, mergesOf } from './case-merge.queries';
import { labelsOf, takeIn } from './merge-labels';
import type { MergeRecord } from './merge-record.entity';
import { carryHints } from '../proposals/proposals.queries';

/** What came of one case that was to go into another: the merge, or why it stayed as it was. */
export type MergeResult = { id: string; mergeId: string | null } | { id: string; problem: Problem };

/** A merge with the numbers by which people call its cases. */
export interface ListedMerge {
  merge: MergeRecord;
  fromNumber: number;
  intoNumber: number;
}

/** Makes one case of several. Nothing is deleted: a merged case keeps its record and points to where it went. */
@Injectable()
export class CaseMerge {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly alerts: Alerts,
    private readonly webhooks: Webhooks,
  ) {}

  /**
   * Merges `id` into `intoId`; said twice it is done once.
   * @throws NotFoundError, CaseClosedError, ConflictError on a case merged into itself
   */
  async merge(actor: Actor, id: string, intoId: string, reason?: string): Promise<Case> {
    return this.db.transaction(async (tx) => {
      const { into, results } = await this.mergeAll(tx, actor, [id], { intoId, reason });
      const [result] = results;
      if (result instanceof DomainError) throw result;
      return into;
    });
  }

  /** Merges several cases into one, each for itself, in one act; in the order asked for. @throws NotFoundError when the survivor is not there */
  async mergeMany(
    actor: Actor,
    intoId: string,
    fromIds: readonly string[],
    reason?: string,
  ): Promise<MergeResult[]> {
    const unique = [...new Set(fromIds)];
    return this.db.transaction(async (tx) => {
      const { results } = await this.mergeAll(tx, actor, unique, { intoId, reason });
      return results.map((result, at) =>
        result instanceof DomainError
          ? { id: unique[at]!, problem: toProblem(result) }
          : { id: unique[at]!, mergeId: result },
      );
    });
  }

  /**
   * The same inside the caller's transaction, which holds membership and both cases. Correlation leaves apart what a
   * person took apart, and is told so by false. @throws CaseClosedError
   */
  async within(tx: EntityManager, actor: Actor, from: Case, into: Case, reason?: string): Promise<boolean> {
    from.assertOpen();
    into.assertOpen();
    if (actor.kind === 'system' && (await areKeptApart(tx, from.id, into.id))) return false;
    await this.bring(tx, actor, [from], { into, reason });
    return true;
  }

  /** Merges of which the case is the one side or the other, newest first. @throws NotFoundError */
  async list(caseId: string, o: { limit: number; cursor?: string }): Promise<Page<ListedMerge>> {
    await findById(this.db.manager, Case, caseId);
    const before = o.cursor ? { before: String(decodeCursor(o.cursor, 1)[0]) } : {};
    const rows = await mergesOf(this.db.manager, caseId, { limit: o.limit + 1, ...before });
    return toPage(
      rows,
      o.limit,
      (row) => [row.merge.id],
      (row) => row,
    );
  }

  /** The id of each merge, or what stands against it. @throws NotFoundError */
  private async mergeAll(
    tx: EntityManager,
    actor: Actor,
    fromIds: readonly string[],
    { intoId, reason }: { intoId: string; reason: string | undefined },
  ): Promise<{ into: Case; results: (string | null | DomainError)[] }> {
    await lockMembership(tx);
    const { cases, merges } = await holdWithMerges(tx, { ids: [...fromIds, intoId] });
    const into = found(cases, intoId);
    const going: Case[] = [];
    const faults = new Map<string, DomainError>();
    for (const id of fromIds) {
      try {
        const from = found(cases, id);
        if (id === intoId) throw new ConflictError('A case cannot be merged into itself.');
        if (from.mergedIntoId === intoId) continue;
        from.assertOpen();
        into.assertOpen();
        going.push(from);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        faults.set(id, error);
      }
    }
    const mergeIds = new Map(
      merges.filter((one) => one.intoId === intoId).map((one) => [one.fromId, one.id]),
    );
    for (const { fromId, mergeId } of await this.bring(tx, actor, going, { into, reason }))
      mergeIds.set(fromId, mergeId);
    return { into, results: fromIds.map((id) => faults.get(id) ?? mergeIds.get(id) ?? null) };
  }

  /** Brings open cases into an open one, in a number of statements that does not grow with them. */
  private async bring(
    tx: EntityManager,
    actor: Actor,
    cases: readonly Case[],
    { into, reason }: { into: Case; reason: string | undefined },
  ): Promise<readonly Going[]> {
    if (cases.length === 0) return [];
    const now = this.clock.now();
    let labels = labelsOf(into);
    const going = cases.map((from): Going => {
      const intoBefore = labels;
      const gave = labelsOf(from);
      const { labels: both, leftOut } = takeIn(intoBefore, gave);
      labels = both;
      const { id: fromId, stage: stageBefore, firstClosedAt: firstClosedBefore } = from;
      return { mergeId: uuidv7(), fromId, stageBefore, firstClosedBefore, gave, intoBefore, leftOut };
    });
    const absorbed = await absorb(tx, going, { id: into.id, labels }, { actor, reason: reason ?? null, now });
    Object.assign(into, labels, { occurredAt: absorbed[0]!.occurredAt });
    into.touch(now);
    for (const from of cases) close(from, into.id, now);
    const alertIds = absorbed.flatMap((one) => one.alertIds).sort();
    if (alertIds.length > 0) await this.alerts.handOver(tx, alertIds, into.id);
    const ids = cases.map((from) => from.id);
    await carryHints(tx, ids, into.id, { by: actor, at: now });
    const acts: Act[] = cases.flatMap((from, at) => {
      const { alerts, tasks, copied } = absorbed[at]!.counts;
      const accounts = copied.account.added + copied.account.both;
      const numbers = { from: from.number, into: into.number, alerts, accounts, tasks };
      const details = { mergeId: going[at]!.mergeId, ...numbers, ...(reason ? { reason } : {}) };
      return [
        { action: 'case.merged', subjectId: from.id, caseId: from.id, details },
        { action: 'case.absorbed', subjectId: into.id, caseId: into.id, details },
      ];
    });
    if (alertIds.length > 0) acts.push(alertsImported(into.id, alertIds));
    await this.audit.recordAll(tx, actor, acts);
    await this.webhooks.announce(
      tx,
      cases.map((from) => happened('case.merged', from, now)),
    );
    return going;
  }
}

/** That a case has these alerts now, which are sorted. */
export const alertsImported = (caseId: string, alertIds: readonly string[]): Act => ({
  action: 'alerts.imported',
  subjectKind: 'case',
  subjectId: caseId,
  caseId,
  details: { alerts: alertIds.length, alertIdsDigest: contentHash(alertIds) },
});

/** @throws NotFoundError */
function found(cases: ReadonlyMap<string, Case>, id: string): Case {
  const one = cases.get(id);
  if (!one) throw new NotFoundError(`No case has the id ${id}.`);
  return one;
}

/** What the statement of the merge did to the merged case. */
function close(from: Case, intoId: string, now: Date): void {
  const outcome = { stage: 'Closed', resolution: 'Duplicated', impact: 'NotApplicable' } as const;
  Object.assign(from, outcome, { closedAt: now, mergedIntoId: intoId });
  from.firstClosedAt ??= now;
  from.touch(now);
}
