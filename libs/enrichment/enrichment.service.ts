import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, findById, NotFoundError, Outbox } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Cases } from '@app/cases';
import { MemberSets, Snapshots } from '@app/usage';
import { ANALYZERS } from './analyzers';
import { EnrichmentRun } from './enrichment-run.entity';
import { EnrichmentStep } from './enrichment-step.entity';
import { NothingToEnrichError } from './enrichment.problems';
import { inputHash, parametersOf, type RunInput } from './input-hash';
import { sendSteps } from './run-analyzer.job';
import { readyAfter } from './step-order';

/** A run with its steps in order. */
export interface RunWithSteps {
  run: EnrichmentRun;
  steps: EnrichmentStep[];
}

/** Has the analyzers look at a case. */
@Injectable()
export class Enrichment {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly cases: Cases,
    private readonly snapshots: Snapshots,
    private readonly sets: MemberSets,
  ) {}

  /**
   * Freezes the case's accounts that nobody has cleared and puts every analyzer to work on them.
   * @throws NotFoundError, CaseClosedError, NothingToEnrichError
   */
  async start(
    actor: Actor,
    caseId: string,
    snapshotId: string,
    parameters: RunInput['parameters'] = {},
  ): Promise<RunWithSteps> {
    (await this.cases.find(this.db.manager, caseId)).assertOpen();
    await this.snapshots.find(this.db.manager, snapshotId);
    const accounts = await this.cases.subjectAccounts(this.db.manager, caseId);
    if (accounts.length === 0) throw new NothingToEnrichError('The case has no account that is not cleared.');
    const accountsHash = await this.sets.ensure('accounts', accounts);
    return this.db.transaction(async (tx) => {
      (await this.cases.lock(tx, caseId)).assertOpen();
      const run = tx.create(EnrichmentRun, {
        id: uuidv7(),
        caseId,
        snapshotId,
        accountsHash,
        accountCount: accounts.length,
        startedBy: actor.name,
        startedAt: this.clock.now(),
        finishedAt: null,
      });
      const input = { caseId, snapshotId, accountsHash, parameters };
      const steps = ANALYZERS.map((analyzer, position) =>
        tx.create(EnrichmentStep, {
          id: uuidv7(),
          runId: run.id,
          position,
          analyzer: analyzer.name,
          version: analyzer.version,
          parameters: parametersOf(analyzer, input),
          inputHash: inputHash(analyzer, input),
          state: 'waiting',
          failures: 0,
          rows: null,
          startedAt: null,
          finishedAt: null,
          error: null,
          stage: null,
          findingId: null,
        }),
      );
      await tx.insert(EnrichmentRun, run);
      await tx.save(steps);
      await this.audit.record(tx, actor, {
        action: 'enrichment.started',
        subjectId: run.id,
        caseId,
        details: { snapshotId, accountsHash, accounts: accounts.length },
      });
      await sendSteps(this.outbox, tx, steps, readyAfter(ANALYZERS, new Set()));
      return { run, steps };
    });
  }

  /** @throws NotFoundError when the case has no such run */
  async find(caseId: string, runId: string): Promise<RunWithSteps> {
    const run = await findById(this.db.manager, EnrichmentRun, runId);
    if (!(await this.cases.familyOf(this.db.manager, caseId)).includes(run.caseId))
      throw new NotFoundError(`The case has no run with the id ${runId}.`);
    return { run, steps: await this.stepsOf([runId]) };
  }

  /** Runs of a case and of those merged into it, latest first. @throws NotFoundError */
  async ofCase(caseId: string): Promise<RunWithSteps[]> {
    const runs = await this.db.manager.find(EnrichmentRun, {
      where: { caseId: In(await this.cases.familyOf(this.db.manager, caseId)) },
      order: { id: 'DESC' },
      take: 50,
    });
    const steps = await this.stepsOf(runs.map(({ id }) => id));
    return runs.map((run) => ({ run, steps: steps.filter(({ runId }) => runId === run.id) }));
  }

  private stepsOf(runIds: string[]): Promise<EnrichmentStep[]> {
    return this.db.manager.find(EnrichmentStep, { where: { runId: In(runIds) }, order: { position: 'ASC' } });
  }
}
