import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import {
  Clock,
  ConflictError,
  contentHash,
  decodeCursor,
  findById,
  invalidInput,
  lockById,
  type Page,
  toPage,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import {
  type AccountFilter,
  type AccountPlace,
  accountsOf,
  type AccountSort,
  type ListedAccount,
} from './account-list.queries';
import { type AccountsFrom, originOf } from './account-origin';
import {
  countAccounts,
  insertAccounts,
  judgeKeys,
  unlistAccounts,
  unlistedAccounts,
} from './case-accounts.queries';
import { CaseApiKey } from './case-api-key.entity';
import { recordAccounts } from './record-accounts';
import { Case } from '../case.entity';
import type { AccountStatus, KeyVerdict } from '../case-terms';

/** What came of listing accounts. */
export interface Added {
  added: number;
  already: number;
  /** Accounts of the case now. */
  total: number;
  /** By which the act can be taken back. RFC 3339; null when nothing came in. */
  addedAt: string | null;
}

/** Unlisted accounts that a refusal names. */
const NAMED_UNLISTED = 50;

/** The accounts and API keys of cases, and the verdicts on keys. Made for tens of thousands in one act. */
@Injectable()
export class CaseAccounts {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Lists accounts as suspected; what is listed already stays as it is, but for a further source.
   * @throws NotFoundError, CaseClosedError, InvalidInputError on a case that there is not
   */
  async add(actor: Actor, caseId: string, from: AccountsFrom): Promise<Added> {
    return this.within(caseId, async (tx, at) => {
      if (from.kind === 'case') await assertOther(tx, caseId, from.caseId);
      const { added, asked, again, before } = await insertAccounts(tx, caseId, from, { id: actor.id, at });
      if (added.length > 0 || again > 0) {
        const { kind, source, ref } = originOf(from);
        const details = {
          source,
          kind,
          ...(ref === null ? {} : { ref }),
          ...(again > 0 ? { again } : {}),
          count: added.length,
          digest: contentHash(added.sort()),
        };
        await this.audit.record(tx, actor, {
          action: 'case.accounts_added',
          subjectId: caseId,
          caseId,
          details,
        });
      }
      const addedAt = added.length > 0 ? at.toISOString() : null;
      return { added: added.length, already: asked - added.length, total: before + added.length, addedAt };
    });
  }

  /**
   * Takes back the listing of accounts: those that came in by one act leave the case again, unless something was done
   * with them since. @throws NotFoundError, CaseClosedError
   */
  async unlist(
    actor: Actor,
    caseId: string,
    { addedAt, reason }: { addedAt: Date; reason: string },
  ): Promise<{ unlisted: number; left: number }> {
    return this.within(caseId, async (tx) => {
      const { unlisted, left } = await unlistAccounts(tx, caseId, addedAt);
      const details = { reason, addedAt: addedAt.toISOString(), left };
      await recordAccounts(this.audit, tx, actor, caseId, 'case.accounts_unlisted', unlisted, details);
      return { unlisted: unlisted.length, left };
    });
  }

  /** Says what API keys of accounts of the case were used for. @throws NotFoundError, CaseClosedError, ConflictError */
  async judgeKeys(
    actor: Actor,
    caseId: string,
    keys: readonly { apiKeyId: string; accountId: string }[],
    verdict: { verdict: KeyVerdict; reason: string },
  ): Promise<{ changed: number }> {
    return this.within(caseId, async (tx, at) => {
      const accountIds = keys.map((key) => key.accountId);
      const unlisted = await unlistedAccounts(tx, caseId, accountIds, NAMED_UNLISTED);
      if (unlisted.length > 0)
        throw new ConflictError('Keys are judged for accounts that the case lists.', { unlisted });
      const changed = await judgeKeys(tx, caseId, keys, { ...verdict, by: actor.id, at });
      await recordAccounts(this.audit, tx, actor, caseId, 'case.keys_judged', changed, verdict);
      return { changed: changed.length };
    });
  }

  /** In byte order of the account's id unless sorted otherwise. @throws NotFoundError, InvalidInputError */
  async list(
    caseId: string,
    o: { limit: number; cursor?: string; sort: AccountSort; filter: AccountFilter },
  ): Promise<Page<ListedAccount>> {
    const db = this.db.manager;
    await findById(db, Case, caseId);
    const after = o.cursor ? { after: placeOf(o.cursor) } : {};
    const rows = await accountsOf(db, caseId, o.filter, { sort: o.sort, limit: o.limit + 1, ...after });
    return toPage(
      rows,
      o.limit,
      (row) => [row.sortKey ?? NO_KEY, row.accountId],
      (row) => row,
    );
  }

  /** In byte order of the key's id. @throws NotFoundError */
  async listKeys(
    caseId: string,
    o: { limit: number; cursor?: string; verdict?: KeyVerdict },
  ): Promise<Page<CaseApiKey>> {
    await findById(this.db.manager, Case, caseId);
    const after = o.cursor ? { apiKeyId: MoreThan(String(decodeCursor(o.cursor, 1)[0])) } : {};
    const where = { caseId, ...(o.verdict ? { verdict: o.verdict } : {}), ...after };
    const rows = await this.db.manager.find(CaseApiKey, {
      where,
      order: { apiKeyId: 'ASC' },
      take: o.limit + 1,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.apiKeyId],
      (row) => row,
    );
  }

  /** @throws NotFoundError */
  async counts(caseId: string): Promise<Record<AccountStatus, number>> {
    await findById(this.db.manager, Case, caseId);
    return countAccounts(this.db.manager, caseId);
  }

  private within<T>(caseId: string, act: (tx: EntityManager, now: Date) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      const subject = await lockById(tx, Case, caseId);
      subject.assertOpen();
      return act(tx, this.clock.now());
    });
  }
}

/** Stands in a cursor for a sort key that an account does not have; no share and no instant reads so. */
const NO_KEY = '-';

function placeOf(cursor: string): AccountPlace {
  const [key, id] = decodeCursor(cursor, 2).map(String);
  return [key === NO_KEY ? null : key!, id!];
}

async function assertOther(tx: EntityManager, caseId: string, otherId: string): Promise<void> {
  if (otherId === caseId) throw invalidInput([{ pointer: '/caseId', detail: 'is this case itself' }]);
  if (!(await tx.existsBy(Case, { id: otherId })))
    throw invalidInput([{ pointer: '/caseId', detail: 'is not the id of a case' }]);
}
