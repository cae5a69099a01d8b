import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, In, Raw } from 'typeorm';
import { decodeCursor, type Page, type PageQuery, toPage } from '@app/platform';
import { Cases, type KeyVerdict } from '@app/cases';
import { UsageKeepers } from '@app/usage';
import { AccountEvidence } from './account-evidence.entity';
import type { AccountSuggestion, KeySuggestion } from './evidence-rows';
import { daysOfOpenCases } from './evidence.queries';
import { KeyEvidence } from './key-evidence.entity';

/** Rows that an export holds at a time. */
const EXPORT_PAGE = 2_000;

/** What was found of a key, and the verdict on it in the case; null where nobody gave one. */
export type JudgedKeyEvidence = KeyEvidence & { verdict: KeyVerdict | null };

/** What the latest findings say of the accounts and keys of a case and of those merged into it, for people to act on. */
@Injectable()
export class CaseEvidence {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
    keepers: UsageKeepers,
  ) {
    keepers.register(daysOfOpenCases);
  }

  /** In byte order of the account ids, then by case. @throws NotFoundError */
  async accounts(
    caseId: string,
    page: PageQuery,
    suggestion?: AccountSuggestion,
  ): Promise<Page<AccountEvidence>> {
    const family = In(await this.cases.familyOf(this.db.manager, caseId));
    const where: FindOptionsWhere<AccountEvidence> = {
      caseId: family,
      ...(suggestion ? { suggestion } : {}),
    };
    if (page.cursor) {
      const [accountId, inCase] = decodeCursor(page.cursor, 2).map(String);
      where.accountId = Raw((column) => `(${column}, case_id) > (:accountId, :inCase::uuid)`, {
        accountId,
        inCase,
      });
    }
    const rows = await this.db.manager.find(AccountEvidence, {
      where,
      order: { accountId: 'ASC', caseId: 'ASC' },
      take: page.limit + 1,
    });
    return toPage(
      rows,
      page.limit,
      (row) => [row.accountId, row.caseId],
      (row) => row,
    );
  }

  /** In byte order of account and key, then by case. @throws NotFoundError */
  async keys(caseId: string, page: PageQuery, suggestion?: KeySuggestion): Promise<Page<JudgedKeyEvidence>> {
    const family = In(await this.cases.familyOf(this.db.manager, caseId));
    const where: FindOptionsWhere<KeyEvidence> = { caseId: family, ...(suggestion ? { suggestion } : {}) };
    if (page.cursor) {
      const [accountId, apiKeyId, inCase] = decodeCursor(page.cursor, 3).map(String);
      where.accountId = Raw(
        (column) => `(${column}, api_key_id, case_id) > (:accountId, :apiKeyId, :inCase::uuid)`,
        { accountId, apiKeyId, inCase },
      );
    }
    const order = { accountId: 'ASC', apiKeyId: 'ASC', caseId: 'ASC' } as const;
    const rows = await this.db.manager.find(KeyEvidence, { where, order, take: page.limit + 1 });
    const ids = rows.map(({ apiKeyId }) => apiKeyId);
    const verdicts = await this.cases.keyVerdictsOf(this.db.manager, caseId, ids);
    return toPage(
      rows,
      page.limit,
      (row) => [row.accountId, row.apiKeyId, row.caseId],
      (row) => Object.assign(row, { verdict: verdicts.get(row.apiKeyId) ?? null }),
    );
  }

  /** Everything that a filter shows, page after page, as lines of JSON: memory does not grow with the case. */
  async *lines<T>(
    read: (page: PageQuery) => Promise<Page<T>>,
    view: (row: T) => object,
  ): AsyncGenerator<string> {
    let cursor: string | null | undefined;
    do {
      const page = await read({ limit: EXPORT_PAGE, ...(cursor ? { cursor } : {}) });
      if (page.items.length > 0) yield `${page.items.map((row) => JSON.stringify(view(row))).join('\n')}\n`;
      cursor = page.nextCursor;
    } while (cursor);
  }
}
