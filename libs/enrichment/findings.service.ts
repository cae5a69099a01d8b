import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { findById } from '@app/platform';
import { Cases } from '@app/cases';
import type { AnalyzerName } from './analyzer';
import { Finding } from './finding.entity';

/** What the analyzers found: stored once, never changed. */
@Injectable()
export class Findings {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
  ) {}

  /** @throws NotFoundError */
  find(db: EntityManager, id: string): Promise<Finding> {
    return findById(db, Finding, id);
  }

  /** The finding that the latest run of an analyzer about a case came to, old or new, if there is one. */
  async latest(db: EntityManager, caseId: string, analyzer: AnalyzerName): Promise<Finding | null> {
    const [step] = await db.query<{ finding_id: string }[]>(
      `SELECT s.finding_id FROM enrichment_steps s JOIN enrichment_runs r ON r.id = s.run_id
       WHERE r.case_id = $1 AND s.analyzer = $2 AND s.finding_id IS NOT NULL
       ORDER BY s.finished_at DESC, s.id DESC LIMIT 1`,
      [caseId, analyzer],
    );
    return step ? findById(db, Finding, step.finding_id) : null;
  }

  /** @throws NotFoundError */
  byId(id: string): Promise<Finding> {
    return this.find(this.db.manager, id);
  }

  /** Findings about a case and those merged into it, latest first; the newest 200. @throws NotFoundError */
  async ofCase(caseId: string): Promise<Finding[]> {
    const where = { caseId: In(await this.cases.familyOf(this.db.manager, caseId)) };
    return this.db.manager.find(Finding, { where, order: { id: 'DESC' }, take: 200 });
  }
}
