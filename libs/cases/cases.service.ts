import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsWhere, IsNull, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, decodeCursor, findById, lockById, Outbox, type Page, toPage } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Users } from '@app/access';
import { announce, type Tlp } from '@app/alerts';
import { accountIdsOf, coverKeyIds } from './accounts/case-accounts.queries';
import { CaseAlert } from './alerts/case-alert.entity';
import { CaseAccount } from './accounts/case-account.entity';
import { Case, type CaseMove } from './case.entity';
import type { CasePhase, CaseStage } from './case-stage';
import type { AccountStatus, CaseKind, Pap } from './case-terms';
import { StaleVersionError } from './cases.problems';

/** What a person says when filing a case. */
export interface NewCase {
  kind: CaseKind;
  title: string;
  summary?: string;
  severity: number;
  tlp?: Tlp;
  pap?: Pap;
  ownerId?: string;
}

/** What a person may change of a case by hand; its stage and phase move by transitions. */
export type CaseChange = Partial<Omit<NewCase, 'ownerId'>> & { ownerId?: string | null };

/** Which cases a list shows; merged ones are found through the case they went into. */
export interface CaseFilter {
  limit: number;
  cursor?: string;
  stage?: CaseStage;
  phase?: CasePhase;
  kind?: CaseKind;
  severity?: number;
  ownerId?: string;
}

/** The incidents that the lab works on. */
@Injectable()
export class Cases {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
    private readonly outbox: Outbox,
  ) {}

  /** Files a case. @throws NotFoundError on an unknown owner */
  async open(actor: Actor, input: NewCase): Promise<Case> {
    if (input.ownerId) await this.users.find(input.ownerId);
    return this.db.transaction(async (tx) => {
      const opened = await insertCase(tx, { ...input, origin: 'staff' }, this.clock.now());
      const { number, kind, title, severity, tlp, ownerId } = opened;
      const details = { number, kind, title, severity, tlp, ownerId };
      await this.audit.record(tx, actor, {
        action: 'case.opened',
        subjectId: opened.id,
        caseId: opened.id,
        details,
      });
      return opened;
    });
  }

  /** Newest first. */
  async list({ limit, cursor, ...filter }: CaseFilter): Promise<Page<Case>> {
    const where: FindOptionsWhere<Case> = { ...filter, mergedIntoId: IsNull() };
    if (cursor) where.number = LessThan(Number(decodeCursor(cursor, 1)[0]));
    const rows = await this.db.manager.find(Case, { where, order: { number: 'DESC' }, take: limit + 1 });
    return toPage(
      rows,
      limit,
      (row) => [row.number],
      (row) => row,
    );
  }

  /**
   * Changes what `change` names, if the case is still the one that was read.
   * @param version the version that the caller read
   * @throws NotFoundError, StaleVersionError, CaseClosedError
   */
  async change(actor: Actor, id: string, version: number, change: CaseChange): Promise<Case> {
    if (change.ownerId) await this.users.find(change.ownerId);
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, id);
      if (subject.version !== version) {
        const detail = `You read version ${version}; the case is at version ${subject.version}.`;
        throw new StaleVersionError(detail, { version: subject.version });
      }
      if (subject.mergedIntoId) subject.assertOpen();
      const before = Object.fromEntries(
        Object.keys(change).map((key) => [key, subject[key as keyof CaseChange]]),
      );
      const isDerived = subject.isDerived && !(change.title ?? change.kind ?? change.severity);
      Object.assign(subject, change, { isDerived, version: version + 1 });
      await tx.update(Case, { id }, { ...change, isDerived, version: subject.version });
      const details = { before, after: { ...change } };
      await this.audit.record(tx, actor, { action: 'case.changed', subjectId: id, caseId: id, details });
      return subject;
    });
  }

  /** Moves stage and phase. @throws NotFoundError, IllegalTransitionError, ClosingIncompleteError, CaseClosedError */
  async move(actor: Actor, id: string, move: CaseMove): Promise<Case> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, id);
      const from = { stage: subject.stage, phase: subject.phase };
      subject.move(move, this.clock.now());
      const { stage, phase, resolution, impact, summary, closedAt, version } = subject;
      await tx.update(Case, { id }, { stage, phase, resolution, impact, summary, closedAt, version });
      if (from.stage === 'Closed') await this.correlateAgain(tx, id);
      const details = { from, to: { stage, phase }, ...(resolution ? { resolution, impact } : {}) };
      await this.audit.record(tx, actor, { action: 'case.moved', subjectId: id, caseId: id, details });
      return subject;
    });
  }

  /** @throws NotFoundError */
  get(id: string): Promise<Case> {
    return this.find(this.db.manager, id);
  }

  /** @throws NotFoundError */
  find(db: EntityManager, id: string): Promise<Case> {
    return findById(db, Case, id);
  }

  /** Holds the case until the transaction ends. @throws NotFoundError */
  lock(tx: EntityManager, id: string): Promise<Case> {
    return lockById(tx, Case, id);
  }

  /** Ids of the accounts that a person has confirmed, in byte order. */
  confirmedAccounts(db: EntityManager, caseId: string): Promise<string[]> {
    return accountIdsOf(db, caseId, ['confirmed']);
  }

  /** Ids of all accounts that nobody has cleared, in byte order: what the analyzers look at. */
  subjectAccounts(db: EntityManager, caseId: string): Promise<string[]> {
    return accountIdsOf(db, caseId, ['suspected', 'confirmed']);
  }

  /** Every account of the case with its status, in byte order of the ids. */
  accounts(db: EntityManager, caseId: string): Promise<{ accountId: string; status: AccountStatus }[]> {
    const select = { accountId: true, status: true } as const;
    return db.find(CaseAccount, { select, where: { caseId }, order: { accountId: 'ASC' } });
  }

  /** Ids of the API keys whose traffic covers the campaign and is no part of it, in byte order. */
  coverKeys(db: EntityManager, caseId: string): Promise<string[]> {
    return coverKeyIds(db, caseId);
  }

  /** While the case was closed its alerts connected nothing; now they may. */
  private async correlateAgain(tx: EntityManager, caseId: string): Promise<void> {
    const alerts = await tx.find(CaseAlert, { select: { alertId: true }, where: { caseId } });
    await announce(
      tx,
      this.outbox,
      alerts.map((alert) => alert.alertId),
    );
  }
}

/** Writes a new case, which gets its number from the database. */
export async function insertCase(
  tx: EntityManager,
  input: NewCase & { origin: Case['origin'] },
  now: Date,
): Promise<Case> {
  const opened = tx.create(Case, {
    id: uuidv7(),
    summary: '',
    tlp: 'AMBER',
    pap: 'AMBER',
    ...input,
    stage: 'New',
    phase: 'Triage',
    ownerId: input.ownerId ?? null,
    resolution: null,
    impact: null,
    isDerived: input.origin === 'correlation',
    mergedIntoId: null,
    openedAt: now,
    closedAt: null,
    version: 1,
  });
  await tx.insert(Case, opened);
  return opened;
}
