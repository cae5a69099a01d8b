import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { contentHash } from '@app/platform';
import { Cases } from '@app/cases';
import { Snapshot, Snapshots } from '@app/usage';
import { analyzerNamed } from '../analyzers';
import type { EnrichmentRun } from '../enrichment-run.entity';
import type { EnrichmentStep } from '../enrichment-step.entity';
import { Enrichment } from '../enrichment.service';
import { Finding } from '../finding.entity';
import { type Aged, staleness } from './staleness';

/** How far the findings about a case reach, and what has come since. */
export interface Standing {
  /** The latest request that the latest run saw; null before there is one. */
  enrichedThrough: Date | null;
  run: EnrichmentRun | null;
  /** The snapshot that it counted from. */
  snapshot: Snapshot | null;
  /** The latest that there is. */
  latestSnapshot: Snapshot | null;
  /** Accounts that a run would look at now. */
  accounts: number;
  stale: Aged[];
  /** Whether a run may be started. */
  mayStart: boolean;
}

/** Says whether the findings about a case are still what a run would find now. */
@Injectable()
export class EnrichmentStanding {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
    private readonly snapshots: Snapshots,
    private readonly enrichment: Enrichment,
  ) {}

  /** @throws NotFoundError */
  async of(caseId: string): Promise<Standing> {
    const db = this.db.manager;
    const subject = await this.cases.find(db, caseId);
    const [latest] = await this.enrichment.ofCase(caseId);
    const accounts = await this.cases.subjectAccounts(db, caseId);
    const latestSnapshot = (await this.snapshots.list({ limit: 1 })).items[0] ?? null;
    const isOpen = subject.stage !== 'Closed' && subject.mergedIntoId === null;
    const mayStart = isOpen && accounts.length > 0 && latestSnapshot !== null;
    const now = { accounts: accounts.length, latestSnapshot, mayStart };
    if (!latest) return { ...now, enrichedThrough: null, run: null, snapshot: null, stale: [] };
    const { run, steps } = latest;
    const snapshot = await this.snapshots.find(db, run.snapshotId);
    const stale = staleness({
      accounts: { before: run.accountCount, now: accounts.length },
      isSameAccounts: contentHash(accounts) === run.accountsHash,
      snapshots: { before: snapshot.number, now: latestSnapshot?.number ?? snapshot.number },
      isSameData: latestSnapshot === null || latestSnapshot.contentHash === snapshot.contentHash,
      failed: steps.filter(({ state }) => state === 'failed').map(({ analyzer }) => analyzer),
      renewed: steps
        .filter(({ analyzer, version }) => analyzerNamed(analyzer).version !== version)
        .map(({ analyzer }) => analyzer),
    });
    return { ...now, enrichedThrough: await this.through(steps), run, snapshot, stale };
  }

  private async through(steps: readonly EnrichmentStep[]): Promise<Date | null> {
    const ids = steps.flatMap(({ findingId }) => findingId ?? []);
    const latest = await this.db.manager.find(Finding, {
      select: { enrichedThrough: true },
      where: { id: In(ids) },
      order: { enrichedThrough: { direction: 'DESC', nulls: 'LAST' } },
      take: 1,
    });
    return latest[0]?.enrichedThrough ?? null;
  }
}
