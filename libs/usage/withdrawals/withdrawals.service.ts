import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, Audit } from '@app/audit';
import { Clock, ConflictError, findById, lockById } from '@app/platform';
import { formatOf } from '../file-header';
import { Import } from '../import.entity';
import { tryCommitLock } from '../imports.queries';
import { assertWithdrawable } from '../read-only/read-only.problems';
import { UsageOptions } from '../usage.options';

/** How rows leave what counts: from the next snapshot on, and never from those that were taken. */
@Injectable()
export class Withdrawals {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly options: UsageOptions,
  ) {}

  /** Announces a file of requests that are to count no more; its content comes as that of any import. @throws ImportRefusedError, ReadOnlyUsageError */
  announce(actor: Actor, input: { fileName: string; reason: string }): Promise<Import> {
    assertWithdrawable(this.options);
    formatOf(input.fileName);
    return this.db.transaction(async (tx) => {
      const id = uuidv7();
      await tx.insert(Import, {
        id,
        kind: 'withdrawals',
        ...input,
        state: 'awaiting_content',
        phase: 'staging',
        createdBy: actor.name,
        createdAt: this.clock.now(),
      });
      const details = { kind: 'withdrawals', ...input };
      await this.audit.record(tx, actor, { action: 'import.created', subjectId: id, details });
      return findById(tx, Import, id);
    });
  }

  /**
   * Withdraws an import as a whole; what it brought can come again in another. Again is no change.
   * @throws NotFoundError, ConflictError for accounts, before it is done, and while another import is entering the tables
   */
  async withdraw(actor: Actor, id: string, reason: string): Promise<Import> {
    return this.db.transaction(async (tx) => {
      const found = await lockById(tx, Import, id);
      if (found.withdrawnAt) return found;
      if (found.kind === 'accounts')
        throw new ConflictError('Send a later file of accounts: its rows take the place of these.');
      if (found.state !== 'done')
        throw new ConflictError(`It is ${found.state}: only what is done is withdrawn.`);
      // An import that is being settled has sorted out what this one brought already.
      if (!(await tryCommitLock(tx)))
        throw new ConflictError('Another import is entering the tables; try again in a moment.');
      const change = { withdrawnAt: this.clock.now(), withdrawnBy: actor.name, withdrawnReason: reason };
      await tx.update(Import, { id }, change);
      const { no, kind, fileName, loaded } = found;
      const details = { no, kind, fileName, rows: loaded, reason };
      await this.audit.record(tx, actor, { action: 'import.withdrawn', subjectId: id, details });
      return Object.assign(found, change);
    });
  }
}
