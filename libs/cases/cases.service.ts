import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  assertVersion,
  Clock,
  decodeCursor,
  findById,
  lockById,
  NotFoundError,
  Outbox,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Teams, Users } from '@app/access';
import { Webhooks } from '@app/updates';
import { announce, type Tlp } from '@app/alerts';
import { accountIdsOf, coverKeyIds } from './accounts/case-accounts.queries';
import { CaseAlert } from './alerts/case-alert.entity';
import { CaseAccount } from './accounts/case-account.entity';
import { CaseApiKey } from './accounts/case-api-key.entity';
import { Case, type CaseMove } from './case.entity';
import { type CaseChange, normaliseTag, normaliseTags } from './case-change';
import { editCase } from './case-edit';
import { happened } from './case-happening';
import { CustomFields } from './fields/custom-fields.service';
import { Playbooks } from './playbooks/playbooks.service';
import { supersedeOfCases } from './proposals/proposals.queries';
import { TakenError } from './tasks/tasks.problems';
import { type Blockers, blockersOf } from './tasks/tasks.queries';
import type { FieldValue } from './fields/field-value';
import type { AccountStatus, CaseKind, KeyVerdict, Pap } from './case-terms';
import { type CaseFilter, caseIds, type CaseSort, cursorKey, saveCases } from './cases.queries';
import { familyOf, lockSurvivorOf, survivorOf } from './merge/case-merge.queries';

/** What a person says when filing a case. */
export interface NewCase {
  kind: CaseKind;
  title: string;
  summary?: string;
  severity: number;
  tlp?: Tlp;
  pap?: Pap;
  ownerId?: string;
  teamId?: string;
  tags?: string[];
  customFields?: Record<string, FieldValue>;
  /** Whether the playbook of its kind is applied; yes unless said. */
  playbook?: boolean;
}

/** How people call a case. */
export interface CaseLabel {
  number: number;
  title: string;
}

interface Portion {
  limit: number;
  cursor?: string;
}

/** What is asked for in one change of a case. */
export interface ChangeRequest {
  /** The version that the caller read. */
  version: number;
  change: CaseChange;
  /** Why, where a label becomes less restrictive. */
  reason?: string | undefined;
}

/** The incidents that the lab works on. */
@Injectable()
export class Cases {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
    private readonly teams: Teams,
    private readonly outbox: Outbox,
    private readonly fields: CustomFields,
    private readonly playbooks: Playbooks,
    private readonly webhooks: Webhooks,
  ) {}

  /** Files a case, with the playbook of its kind unless told not to. @throws InvalidInputError on an unknown or disabled owner, an unknown team */
  async open(actor: Actor, { playbook = true, ...input }: NewCase): Promise<Case> {
    return this.db.transaction(async (tx) => {
      await Promise.all([
        this.assertReferences(tx, input),
        this.fields.assertValues(tx, input.kind, input.customFields ?? {}),
      ]);
      const opened = await insertCase(tx, { ...input, origin: 'staff' }, this.clock.now());
      const { number, kind, title, severity, tlp, ownerId, teamId, tags, customFields } = opened;
      const details = { number, kind, title, severity, tlp, ownerId, teamId, tags, customFields };
      await this.audit.record(tx, actor, {
        action: 'case.opened',
        subjectId: opened.id,
        caseId: opened.id,
        details,
      });
      if (playbook) await this.playbooks.applyWithin(tx, actor, opened);
      await this.webhooks.announce(tx, [happened('case.opened', opened, opened.openedAt)]);
      return opened;
    });
  }

  /** Newest first unless said. */
  async list({
    limit,
    cursor,
    sort = 'newest',
    ...filter
  }: Portion & CaseFilter & { sort?: CaseSort }): Promise<Page<Case>> {
    const [key, number] = cursor ? decodeCursor(cursor, 2) : [];
    const after = key === undefined ? {} : { after: [cursorKey(sort, String(key)), Number(number)] as const };
    const tag = filter.tag === undefined ? {} : { tag: normaliseTag(filter.tag) };
    const rows = await caseIds(this.db.manager, { ...filter, ...tag }, { sort, limit: limit + 1, ...after });
    const cases = await this.db.manager.find(Case, { where: { id: In(rows.map(({ id }) => id)) } });
    const byId = new Map(cases.map((one) => [one.id, one]));
    return toPage(
      rows,
      limit,
      (row) => [row.key, row.number],
      (row) => byId.get(row.id)!,
    );
  }

  /**
   * Changes what `change` names, if the case is still the one that was read.
   * @throws NotFoundError, StaleVersionError, CaseClosedError, InvalidInputError
   */
  async change(actor: Actor, id: string, { version, change, reason }: ChangeRequest): Promise<Case> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, id);
      if (subject.mergedIntoId) subject.assertOpen();
      assertVersion(subject, version);
      const kind = change.kind ?? subject.kind;
      await Promise.all([
        this.assertReferences(tx, change),
        this.fields.assertValues(tx, kind, change.customFields ?? {}, subject.customFields),
      ]);
      const acts = editCase(subject, { change, reason }, { now: this.clock.now() });
      await saveCases(tx, [subject]);
      await this.audit.recordAll(tx, actor, acts);
      return subject;
    });
  }

  /** Makes the actor its owner, if nobody else is; said twice it is done once. @throws NotFoundError, TakenError, CaseClosedError */
  async take(actor: Actor, id: string): Promise<Case> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, id);
      subject.assertOpen();
      if (subject.ownerId === actor.id) return subject;
      if (subject.ownerId) throw new TakenError('Somebody else has this case.', { ownerId: subject.ownerId });
      const acts = editCase(subject, { change: { ownerId: actor.id } }, { now: this.clock.now() });
      await saveCases(tx, [subject]);
      await this.audit.recordAll(tx, actor, acts);
      return subject;
    });
  }

  /** Moves stage and phase. @throws NotFoundError, IllegalTransitionError, ClosingIncompleteError, CaseClosedError */
  async move(actor: Actor, id: string, move: CaseMove): Promise<Case> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, id);
      const wasClosed = subject.stage === 'Closed';
      const blockers = move.stage === 'Closed' ? (await blockersOf(tx, [id])).get(id) : undefined;
      const acts = editCase(subject, { move }, { now: this.clock.now(), blockers });
      await saveCases(tx, [subject]);
      if (wasClosed) await this.correlateAgain(tx, id);
      await this.audit.recordAll(tx, actor, acts);
      if (!wasClosed && subject.stage === 'Closed') {
        await supersedeOfCases(tx, [id], { by: actor, at: subject.updatedAt });
        await this.webhooks.announce(tx, [happened('case.closed', subject, subject.updatedAt)]);
      }
      return subject;
    });
  }

  /** @throws NotFoundError */
  get(id: string): Promise<Case> {
    return this.find(this.db.manager, id);
  }

  /** What keeps the case from closing. @throws NotFoundError */
  async owed(id: string): Promise<Blockers> {
    await this.get(id);
    return (await blockersOf(this.db.manager, [id])).get(id) ?? { tasks: [], fields: [] };
  }

  /** @throws NotFoundError */
  find(db: EntityManager, id: string): Promise<Case> {
    return findById(db, Case, id);
  }

  /** How people call cases, by id: for whatever of other rooms lies in them. */
  async labels(db: EntityManager, ids: readonly string[]): Promise<Map<string, CaseLabel>> {
    const select = { id: true, number: true, title: true } as const;
    const cases = await db.find(Case, { select, where: { id: In([...new Set(ids)]) } });
    return new Map(cases.map(({ id, number, title }) => [id, { number, title }]));
  }

  /** Holds the case until the transaction ends. @throws NotFoundError */
  lock(tx: EntityManager, id: string): Promise<Case> {
    return lockById(tx, Case, id);
  }

  /**
   * The case and those merged into it, whose records of other rooms stay with the case where they were made and are
   * listed with the survivor's. @throws NotFoundError
   */
  async familyOf(db: EntityManager, id: string): Promise<string[]> {
    await this.find(db, id);
    return familyOf(db, id);
  }

  /** The case in which the work on this one goes on: itself, or the survivor of its merges. */
  survivorOf(db: EntityManager, id: string): Promise<string> {
    return survivorOf(db, id);
  }

  /** Holds the case in which the work on this one goes on until the transaction ends. @throws NotFoundError */
  async lockSurvivor(tx: EntityManager, id: string): Promise<Case> {
    for (;;) {
      const survivor = await lockSurvivorOf(tx, id);
      if (!survivor) throw new NotFoundError(`No case has the id ${id}.`);
      // Merged while we waited for it: then the work goes on elsewhere.
      if (!survivor.mergedIntoId) return survivor;
    }
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

  /** The status of those of these accounts that are of the case. */
  async statusesOf(
    db: EntityManager,
    caseId: string,
    accountIds: readonly string[],
  ): Promise<Map<string, AccountStatus>> {
    const select = { accountId: true, status: true } as const;
    const rows = await db.find(CaseAccount, { select, where: { caseId, accountId: In([...accountIds]) } });
    return new Map(rows.map(({ accountId, status }) => [accountId, status]));
  }

  /** The verdicts on those of these API keys that have one. */
  async keyVerdictsOf(
    db: EntityManager,
    caseId: string,
    apiKeyIds: readonly string[],
  ): Promise<Map<string, KeyVerdict>> {
    const select = { apiKeyId: true, verdict: true } as const;
    const rows = await db.find(CaseApiKey, { select, where: { caseId, apiKeyId: In([...apiKeyIds]) } });
    return new Map(rows.map(({ apiKeyId, verdict }) => [apiKeyId, verdict]));
  }

  /** Ids of the API keys whose traffic covers the campaign and is no part of it, in byte order. */
  coverKeys(db: EntityManager, caseId: string): Promise<string[]> {
    return coverKeyIds(db, caseId);
  }

  /** @throws InvalidInputError naming an owner or team that cannot be given anything */
  private async assertReferences(
    db: EntityManager,
    of: { ownerId?: string | null; teamId?: string | null },
  ): Promise<void> {
    await Promise.all([
      this.users.assertAssignable(db, of.ownerId ? [{ id: of.ownerId, pointer: '/ownerId' }] : []),
      this.teams.assertAssignable(db, of.teamId ? [{ id: of.teamId, pointer: '/teamId' }] : []),
    ]);
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
  input: Omit<NewCase, 'playbook'> & { origin: Case['origin'] },
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
    teamId: input.teamId ?? null,
    tags: normaliseTags(input.tags ?? []),
    customFields: input.customFields ?? {},
    resolution: null,
    impact: null,
    isDerived: input.origin === 'correlation',
    mergedIntoId: null,
    openedAt: now,
    occurredAt: null,
    inProgressAt: null,
    onHoldAt: null,
    closedAt: null,
    firstClosedAt: null,
    updatedAt: now,
    version: 1,
  });
  await tx.insert(Case, opened);
  return opened;
}
