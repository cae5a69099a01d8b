import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Audit, systemActor } from '@app/audit';
import { Clock, findById, lockById } from '@app/platform';
import { FileStore } from '@app/evidence';
import { LOCKS, withLock } from './advisory-lock';
import { ImportDay } from './import-day.entity';
import { ImportStaging } from './import-staging';
import { Import } from './import.entity';
import { accountsNow, nextCommitNo, withdrawnImports } from './imports.queries';
import { LOADED_KINDS } from './usage-columns';
import { UsageEngine } from './usage-engine';
import { WithdrawalDay } from './withdrawals/withdrawal-day.entity';

/** Brings staged imports into the tables, one at a time in the whole installation, so that what one brings the next one knows. */
@Injectable()
export class ImportSettler {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: FileStore,
    private readonly engine: UsageEngine,
  ) {}

  /** Settles a staged import to its end, after one whose process died in the middle of moving. */
  settle(id: string): Promise<void> {
    return withLock(this.db, LOCKS.commit, 0, async () => {
      const half = await this.db.manager.findBy(Import, { state: 'loading', phase: 'moving' });
      for (const other of half) await this.finish(other);
      const found = await findById(this.db.manager, Import, id);
      if (found.state !== 'loading') return;
      await this.finish(await this.sortOut(found));
    });
  }

  /** Takes out what may not be counted again and records what will be moved. After it there is no way back. */
  private async sortOut(found: Import): Promise<Import> {
    const staging = this.stagingOf(found);
    const withdrawn = await withdrawnImports(this.db.manager);
    const { rows, rejected, known } = await staging.settle(Number(found.read), withdrawn);
    const { days, latest } = found.kind === 'usage' ? await staging.days() : { days: [], latest: undefined };
    const gone = found.kind === 'withdrawals' ? await staging.withdrawal(withdrawn).days() : [];
    const rejectsPath = rejected > 0 ? await this.keepRejects(found, staging) : null;
    return this.db.transaction(async (tx) => {
      const held = await lockById(tx, Import, found.id);
      if (held.state !== 'loading') return held;
      await tx.delete(ImportDay, { importNo: held.no });
      if (days.length > 0)
        await tx.insert(
          ImportDay,
          days.map((day) => ({ importNo: held.no, ...day })),
        );
      await tx.delete(WithdrawalDay, { withdrawalNo: held.no });
      if (gone.length > 0)
        await tx.insert(
          WithdrawalDay,
          gone.map((day) => ({ withdrawalNo: held.no, ...day })),
        );
      const change = {
        phase: 'moving' as const,
        loaded: String(rows),
        rejected: String(rejected),
        known: String(known),
        rejectsPath,
        maxTs: latest ?? null,
      };
      await tx.update(Import, { id: held.id }, change);
      return Object.assign(held, change);
    });
  }

  private async finish(found: Import): Promise<void> {
    if (found.phase !== 'moving') return;
    const staging = this.stagingOf(found);
    if (found.kind === 'withdrawals') {
      await staging.goOn(Number.MAX_SAFE_INTEGER);
      await staging.withdrawal(await withdrawnImports(this.db.manager)).move();
    } else await staging.move();
    await staging.drop();
    if (found.path) await this.files.remove(found.path);
    const accounts =
      found.kind === 'accounts'
        ? await accountsNow(this.engine, await this.doneAccounts(found.no))
        : undefined;
    await this.db.transaction(async (tx) => {
      const change = {
        state: 'done' as const,
        phase: 'over' as const,
        path: null,
        error: null,
        fileBytesDone: found.bytes!,
        commitNo: await nextCommitNo(tx),
        accountRows: accounts?.rows ?? null,
        accountHash: accounts?.hash ?? null,
        finishedAt: this.clock.now(),
      };
      await tx.update(Import, { id: found.id }, change);
      await this.recordLoaded(tx, found);
    });
  }

  private async recordLoaded(tx: EntityManager, found: Import): Promise<void> {
    const { fileName, sha256, mappingHash, read, loaded, rejected, known, warning, reason } = found;
    await this.audit.record(tx, systemActor('load-import'), {
      action: 'import.loaded',
      subjectId: found.id,
      details: {
        no: found.no,
        fileName,
        sha256,
        ...(mappingHash ? { mappingHash } : {}),
        ...(reason ? { withdraws: reason } : {}),
        read,
        loaded,
        rejected,
        known,
        ...(warning ? { warning } : {}),
      },
    });
  }

  private async keepRejects(found: Import, staging: ImportStaging): Promise<string> {
    if (found.rejectsPath) await this.files.remove(found.rejectsPath);
    const { path } = await this.files.write(await staging.rejects(found.fileName), {
      name: `rejects-${found.no}.csv`,
    });
    return path;
  }

  private async doneAccounts(withNo: number): Promise<number[]> {
    const done = await this.db.manager.find(Import, {
      select: { no: true },
      where: { kind: 'accounts', state: 'done' },
    });
    return [...done.map((each) => each.no), withNo];
  }

  private stagingOf(found: Import): ImportStaging {
    return new ImportStaging(this.engine, LOADED_KINDS[found.kind], found.no);
  }
}
