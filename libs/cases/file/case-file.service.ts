import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, findById, lockById, type Page } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Users } from '@app/access';
import { Evidence, type EvidenceItem } from '@app/evidence';
import { type Clause, Policies } from '@app/policies';
import { insertViolations } from './case-file.queries';
import { CaseViolation } from './case-violation.entity';
import { Case } from '../case.entity';
import { familyOf } from '../merge/case-merge.queries';

/** A breach and the clause that was breached. */
export interface FoundViolation {
  violation: CaseViolation;
  clause: Clause;
  /** The name of the person who found it. */
  foundByName: string;
}

/** What is on the file of a case: the clauses of policies that it breaches, and evidence. */
@Injectable()
export class CaseFile {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly policies: Policies,
    private readonly users: Users,
    private readonly kept: Evidence,
  ) {}

  /** Adds breaches of these clauses; those noted already stay. @throws NotFoundError, InvalidInputError, CaseClosedError */
  async addViolations(actor: Actor, caseId: string, clauseIds: readonly string[]): Promise<FoundViolation[]> {
    await this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      await this.policies.clauses(tx, [...new Set(clauseIds)]);
      const added = await insertViolations(tx, caseId, clauseIds, actor.id, this.clock.now());
      if (added.length === 0) return;
      const details = { clauseIds: added };
      await this.audit.record(tx, actor, {
        action: 'case.violations_added',
        subjectId: caseId,
        caseId,
        details,
      });
    });
    return this.violations(caseId);
  }

  /** Evidence items of the case and of those merged into it, latest first. @throws NotFoundError */
  async evidence(caseId: string, o: { limit: number; cursor?: string }): Promise<Page<EvidenceItem>> {
    const db = this.db.manager;
    await findById(db, Case, caseId);
    return this.kept.ofCases(await familyOf(db, caseId), o);
  }

  /** @throws NotFoundError */
  async violations(caseId: string): Promise<FoundViolation[]> {
    await findById(this.db.manager, Case, caseId);
    const found = await this.db.manager.find(CaseViolation, {
      where: { caseId },
      order: { foundAt: 'ASC', clauseId: 'ASC' },
    });
    if (found.length === 0) return [];
    const clauses = await this.policies.clauses(
      this.db.manager,
      found.map((violation) => violation.clauseId),
    );
    const byId = new Map(clauses.map((clause) => [clause.id, clause]));
    const names = await this.users.names(
      this.db.manager,
      found.map((violation) => violation.foundBy),
    );
    return found.map((violation) => ({
      violation,
      clause: byId.get(violation.clauseId)!,
      foundByName: names.get(violation.foundBy) ?? violation.foundBy,
    }));
  }
}
