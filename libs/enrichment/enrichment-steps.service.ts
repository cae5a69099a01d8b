import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { canonicalJson, Clock, contentHash, findById, lockById, Outbox } from '@app/platform';
import { Audit, systemActor } from '@app/audit';
import {
  isUncountable,
  MemberSets,
  RECENTLY_MS,
  type Snapshot,
  SnapshotGuard,
  snapshotParams,
  Snapshots,
  UsageEngine,
  UsageEngineAwayError,
} from '@app/usage';
import type { AnalyzerName, AskedQuery, Outcome } from './analyzer';
import { analyzerNamed, ANALYZERS } from './analyzers';
import { EnrichmentRun } from './enrichment-run.entity';
import { EnrichmentStep } from './enrichment-step.entity';
import { isCurrent, keepFinding, membersOf, writeRows } from './evidence.queries';
import { Finding } from './finding.entity';
import { MAX_FAILURES, runAnalyzer, sendSteps } from './run-analyzer.job';
import { readyAfter, urgencyOf } from './step-order';

/** How long a step waits before it looks again for an engine that was away, ms. */
const AWAY_MS = 2_000;

const ACTOR = systemActor(runAnalyzer.name);

const LONGEST_ERROR = 2_000;

/** A step of a run that began under an earlier version of its analyzer: what it would find is not what the step says. */
class OutdatedStepError extends Error {
  constructor({ analyzer, version }: EnrichmentStep, now: number) {
    super(
      `It was started for version ${version} of ${analyzer}, which is at version ${now} since. Enrich again to have it.`,
    );
  }
}

/** Everything that was found, before it is stored. */
interface Answer extends Outcome {
  queries: AskedQuery[];
  engineVersion: string;
  startedAt: Date;
}

/** Runs the steps of an enrichment, each when what it needs has ended; each may be started again at any time. */
@Injectable()
export class EnrichmentSteps {
  private last: { hash: string; members: readonly string[] } | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly snapshots: Snapshots,
    private readonly engine: UsageEngine,
    private readonly sets: MemberSets,
    private readonly guard: SnapshotGuard,
  ) {}

  /** Runs a step unless it is finished, then sends those on their way that waited for it. @throws whatever the engine throws, to be tried again */
  async run(stepId: string): Promise<void> {
    const step = await this.begin(stepId);
    if (!step) return;
    const run = await findById(this.db.manager, EnrichmentRun, step.runId);
    const known = await this.db.manager.findOneBy(Finding, { caseId: run.caseId, inputHash: step.inputHash });
    if (known && (await isCurrent(this.db.manager, known))) {
      await this.finish(run, step, (tx) =>
        this.conclude(tx, step, { state: 'reused', findingId: known.id, rows: known.rowCount }),
      );
      return;
    }
    try {
      const snapshot = await this.snapshots.find(this.db.manager, run.snapshotId);
      const answer = await this.ask(run, step, snapshot);
      await this.finish(run, step, (tx) => this.store(tx, run, step, snapshot, answer));
    } catch (error) {
      await this.failed(run, step, error);
    }
  }

  /** Marks a step as running; undefined when it is finished already. What ended its last try stays to be read until it ends. */
  private begin(stepId: string): Promise<EnrichmentStep | undefined> {
    return this.db.transaction(async (tx) => {
      const step = await lockById(tx, EnrichmentStep, stepId);
      if (step.isFinished) return undefined;
      step.startedAt = this.clock.now();
      await tx.update(
        EnrichmentStep,
        { id: stepId },
        { state: 'running', startedAt: step.startedAt, stage: null },
      );
      return step;
    });
  }

  private async ask(run: EnrichmentRun, step: EnrichmentStep, snapshot: Snapshot): Promise<Answer> {
    const analyzer = analyzerNamed(step.analyzer);
    if (analyzer.version !== step.version) throw new OutdatedStepError(step, analyzer.version);
    await this.guard.assertCountable(snapshot, undefined, RECENTLY_MS);
    const queries: AskedQuery[] = [];
    const urgency = urgencyOf(ANALYZERS, step.analyzer);
    const upstream = await this.resultsOf(run.id, analyzer.needs);
    const startedAt = this.clock.now();
    const outcome = await analyzer.run({
      parameters: step.parameters,
      accounts: await this.accountsOf(run),
      ask: (sql, params = {}) => {
        const all = { ...snapshotParams(snapshot), accounts: run.accountsHash, ...params };
        queries.push({ sql, params: all });
        return this.engine.query(sql, all, { priority: String(urgency) });
      },
      freeze: (kind, members) => this.sets.ensure(kind, members),
      tell: async (stage) => {
        await this.db.manager.update(EnrichmentStep, { id: step.id, state: 'running' }, { stage });
      },
      resultOf: (name) => upstream.get(name)!,
    });
    return { ...outcome, queries, engineVersion: await this.engine.version(), startedAt };
  }

  /** The frozen accounts; those of the last run are kept, since every step of it asks for the same. */
  private async accountsOf({ accountsHash }: EnrichmentRun): Promise<readonly string[]> {
    if (this.last?.hash !== accountsHash)
      this.last = { hash: accountsHash, members: await membersOf(this.engine, accountsHash) };
    return this.last.members;
  }

  /** @throws Error when one of them has no result, because it failed */
  private async resultsOf(
    runId: string,
    needs: readonly AnalyzerName[],
  ): Promise<Map<AnalyzerName, Record<string, unknown>>> {
    const results = new Map<AnalyzerName, Record<string, unknown>>();
    if (needs.length === 0) return results;
    const steps = await this.db.manager.findBy(EnrichmentStep, { runId, analyzer: In([...needs]) });
    for (const step of steps) {
      if (!step.findingId) throw new Error(`${step.analyzer} has found nothing that could be built on.`);
      results.set(step.analyzer, (await findById(this.db.manager, Finding, step.findingId)).result);
    }
    return results;
  }

  /** Ends a step by `conclude` unless somebody else has meanwhile, and goes on with the run. */
  private finish(
    run: EnrichmentRun,
    { id }: EnrichmentStep,
    conclude: (tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    return this.db.transaction(async (tx) => {
      // Of two steps that end at once the later one sees the earlier, or nobody would send what waits for both.
      await lockById(tx, EnrichmentRun, run.id);
      const steps = await tx.findBy(EnrichmentStep, { runId: run.id });
      const step = steps.find((each) => each.id === id)!;
      if (step.isFinished) return;
      await conclude(tx);
      const over = steps.filter((each) => each.isFinished || each.id === id);
      const ended = new Set(over.map(({ analyzer }) => analyzer));
      await sendSteps(this.outbox, tx, steps, readyAfter(ANALYZERS, ended, step.analyzer));
      if (over.length === steps.length)
        await tx.update(EnrichmentRun, { id: run.id }, { finishedAt: this.clock.now() });
    });
  }

  private async store(
    tx: EntityManager,
    run: EnrichmentRun,
    step: EnrichmentStep,
    snapshot: Snapshot,
    answer: Answer,
  ): Promise<void> {
    const analyzer = analyzerNamed(step.analyzer);
    const { result, rows, queries, engineVersion, startedAt } = answer;
    const left = rows ?? [];
    const rowsHash = rows ? hashOfLines(left.flatMap((each) => each.rows as readonly object[])) : null;
    const content = {
      caseId: run.caseId,
      analyzer: step.analyzer,
      version: step.version,
      question: analyzer.question,
      snapshotId: run.snapshotId,
      accountsHash: run.accountsHash,
      accountCount: run.accountCount,
      parameters: step.parameters,
      inputHash: step.inputHash,
      queries,
      engineVersion,
      result,
      rowCount: left.reduce((sum, each) => sum + each.rows.length, 0),
      rowsHash,
    };
    const found = tx.create(Finding, {
      id: uuidv7(),
      ...content,
      enrichedThrough: snapshot.watermark,
      contentHash: contentHash(content),
      startedAt,
      finishedAt: this.clock.now(),
    });
    const kept = await keepFinding(tx, found);
    for (const each of left) await writeRows(tx, run.caseId, kept.id, each);
    await this.conclude(tx, step, { state: 'done', findingId: kept.id, rows: content.rowCount });
    await this.audit.record(tx, ACTOR, {
      action: 'finding.stored',
      subjectId: kept.id,
      caseId: run.caseId,
      details: {
        analyzer: step.analyzer,
        version: step.version,
        runId: run.id,
        contentHash: kept.contentHash,
        rows: content.rowCount,
        rowsHash,
      },
    });
  }

  private async conclude(
    tx: EntityManager,
    { id }: EnrichmentStep,
    change: Pick<EnrichmentStep, 'state' | 'findingId' | 'rows'>,
  ): Promise<void> {
    await tx.update(
      EnrichmentStep,
      { id },
      { ...change, finishedAt: this.clock.now(), error: null, stage: null },
    );
  }

  /** As often as it takes: the step has not been tried, so it has not failed. */
  private waitForEngine({ id, analyzer }: EnrichmentStep, message: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      await tx.update(
        EnrichmentStep,
        { id, state: 'running' },
        { state: 'waiting', error: message, stage: null },
      );
      const priority = urgencyOf(ANALYZERS, analyzer);
      await this.outbox.add(tx, runAnalyzer, { stepId: id }, { delayMs: AWAY_MS, priority });
    });
  }

  /** Counts a failure; the last one ends the step so that the run can go on. @throws the error before that */
  private async failed(run: EnrichmentRun, step: EnrichmentStep, error: unknown): Promise<void> {
    if (error instanceof UsageEngineAwayError) return this.waitForEngine(step, error.message);
    const message = error instanceof Error ? error.message : String(error);
    const failures = step.failures + 1;
    const isFinal = isUncountable(error) || error instanceof OutdatedStepError;
    if (failures < MAX_FAILURES && !isFinal) {
      const change = {
        failures,
        state: 'waiting' as const,
        error: message.slice(0, LONGEST_ERROR),
        stage: null,
      };
      // Not when somebody else has ended it meanwhile.
      await this.db.manager.update(EnrichmentStep, { id: step.id, state: 'running' }, change);
      throw error;
    }
    await this.finish(run, step, async (tx) => {
      await tx.update(
        EnrichmentStep,
        { id: step.id },
        {
          state: 'failed',
          failures,
          finishedAt: this.clock.now(),
          error: message.slice(0, LONGEST_ERROR),
          stage: null,
        },
      );
      await this.audit.record(tx, ACTOR, {
        action: 'enrichment.step_failed',
        subjectId: run.id,
        caseId: run.caseId,
        details: { analyzer: step.analyzer, failures },
      });
    });
  }
}

/** SHA-256 over the rows as canonical JSON, a line each; the text is never held whole. */
function hashOfLines(rows: readonly object[]): string {
  const hash = createHash('sha256');
  rows.forEach((row, at) => hash.update(`${at > 0 ? '\n' : ''}${canonicalJson(row)}`));
  return hash.digest('hex');
}
