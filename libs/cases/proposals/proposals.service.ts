import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  Clock,
  contentHash,
  decodeCursor,
  DomainError,
  findById,
  NotFoundError,
  type Page,
  toPage,
} from '@app/platform';
import { type Act, type Actor, Audit } from '@app/audit';
import { Alert } from '@app/alerts';
import { CaseAlerts } from '../alerts/case-alerts.service';
import { Case } from '../case.entity';
import { AlertTakenError, ProposalSettledError } from '../cases.problems';
import { lockMembership } from '../correlation/correlation.queries';
import {
  type HeldProposal,
  holdProposals,
  type ListedProposal,
  listProposals,
  type ProposalFilter,
  settleProposals,
} from './proposals.queries';

/** What a person says to proposals. */
export type Decision =
  { decision: 'accept'; reason?: string | undefined } | { decision: 'decline'; reason: string };

/** What came of the decision on one proposal. */
export type DecisionResult =
  | { id: string; outcome: 'changed' | 'unchanged'; proposal: ListedProposal }
  | { id: string; outcome: 'refused'; refusal: DomainError };

/** Whether alerts belong to cases that they come near to, as people decide it. */
@Injectable()
export class Proposals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly caseAlerts: CaseAlerts,
  ) {}

  /** Latest first. @throws NotFoundError on an unknown case or alert */
  async list(filter: ProposalFilter, o: { limit: number; cursor?: string }): Promise<Page<ListedProposal>> {
    const db = this.db.manager;
    if (filter.caseId !== undefined) await findById(db, Case, filter.caseId);
    if (filter.alertId !== undefined) await findById(db, Alert, filter.alertId);
    const before = o.cursor ? { before: String(decodeCursor(o.cursor, 1)[0]) } : {};
    const rows = await listProposals(db, filter, { limit: o.limit + 1, ...before });
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Decides on one; said twice it is done once. @throws NotFoundError, ProposalSettledError, CaseClosedError, AlertTakenError */
  async decide(actor: Actor, id: string, decision: Decision): Promise<ListedProposal> {
    return this.db.transaction(async (tx) => {
      const result = (await this.within(tx, actor, [id], decision))[0]!;
      if (result.outcome === 'refused') throw result.refusal;
      return result.proposal;
    });
  }

  /** Decides on many, each as it would be decided on alone; in the order asked for, each once. */
  decideMany(actor: Actor, ids: readonly string[], decision: Decision): Promise<DecisionResult[]> {
    return this.db.transaction((tx) => this.within(tx, actor, [...new Set(ids)], decision));
  }

  /** One at a time decides who belongs where, so of two who decide at once the second finds the first one's decision. */
  private async within(
    tx: EntityManager,
    actor: Actor,
    ids: readonly string[],
    decision: Decision,
  ): Promise<DecisionResult[]> {
    await lockMembership(tx);
    const now = this.clock.now();
    const held = new Map((await holdProposals(tx, ids)).map((one) => [one.id, one]));
    const taken = new Set<string>();
    const changed: HeldProposal[] = [];
    const results = ids.map((id): DecisionResult => {
      try {
        const proposal = held.get(id);
        if (!proposal) throw new NotFoundError(`No correlation proposal has the id ${id}.`);
        if (!isToDecide(proposal, decision, taken)) return { id, outcome: 'unchanged', proposal };
        const status = decision.decision === 'accept' ? 'accepted' : 'declined';
        if (status === 'accepted') taken.add(proposal.alertId);
        const settled = { status, settledAt: now, settledByName: actor.name } as const;
        Object.assign(proposal, settled, { reason: decision.reason ?? null });
        changed.push(proposal);
        return { id, outcome: 'changed', proposal };
      } catch (refusal) {
        if (!(refusal instanceof DomainError)) throw refusal;
        return { id, outcome: 'refused', refusal };
      }
    });
    const acts = await this.carryOut(tx, actor, changed, decision, now);
    await this.audit.recordAll(tx, actor, [...acts, ...actsOf(changed, decision)]);
    return results;
  }

  private async carryOut(
    tx: EntityManager,
    actor: Actor,
    changed: readonly HeldProposal[],
    decision: Decision,
    now: Date,
  ): Promise<Act[]> {
    if (decision.decision === 'accept') {
      const members = changed.map(({ id, alertId, caseId, explanation }) => {
        return { alertId, caseId, explanation, proposalId: id };
      });
      return this.caseAlerts.attachWithin(tx, actor, members, decision.reason);
    }
    const ids = changed.map(({ id }) => id);
    await settleProposals(tx, ids, 'declined', { by: actor, at: now, reason: decision.reason });
    return [];
  }
}

/**
 * Whether there is something to decide: not when it was decided so before.
 * @throws ProposalSettledError, CaseClosedError, AlertTakenError
 */
function isToDecide(proposal: HeldProposal, { decision }: Decision, taken: ReadonlySet<string>): boolean {
  const { status, alertId } = proposal;
  if (status === (decision === 'accept' ? 'accepted' : 'declined')) return false;
  if (status !== 'open') throw new ProposalSettledError(`The proposal is ${status}.`, { settled: status });
  if (decision === 'decline') return true;
  if (taken.has(alertId)) {
    const detail = 'The same request put its alert into another case.';
    throw new ProposalSettledError(detail, { settled: 'superseded' });
  }
  const { caseNumber: number, caseStage: stage, mergedIntoId } = proposal;
  Object.assign(new Case(), { number, stage, mergedIntoId }).assertOpen();
  if (proposal.alertStage === 'Closed' || proposal.sandbox || proposal.alertCaseId !== null)
    throw new AlertTakenError('The alert is closed, of the sandbox, or belongs to a case.', {
      alertIds: [alertId],
    });
  return true;
}

/** One act for each case. */
function actsOf(changed: readonly HeldProposal[], { decision, reason }: Decision): Act[] {
  const byCase = new Map<string, string[]>();
  for (const { caseId, alertId } of changed) byCase.set(caseId, [...(byCase.get(caseId) ?? []), alertId]);
  return [...byCase].map(([caseId, alertIds]) => ({
    action: decision === 'accept' ? 'case.proposals_accepted' : 'case.proposals_declined',
    subjectId: caseId,
    caseId,
    details: {
      alerts: alertIds.length,
      alertIdsDigest: contentHash(alertIds.sort()),
      reason: reason ?? null,
    },
  }));
}
