import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  MoreThan,
} from 'typeorm';
import { decodeCursor, NotFoundError, type Page, type PageQuery, toPage } from '@app/platform';
import { type AccountStatus, Cases } from '@app/cases';
import { AccountCandidate } from './account-candidate.entity';
import { AccountCluster } from './account-cluster.entity';
import { ClusterMember } from './cluster-member.entity';
import type { CandidateTier } from './evidence-rows';

/** The highest number that a cluster could have: what the column holds. */
const HIGHEST = 2_147_483_647;

/** A row about an account, with the account's status in the case; null where it is not of the case. */
export type WithStatus<T> = T & { status: AccountStatus | null };

/** What the latest findings say of a case's clusters and of accounts outside it, for people to act on. */
@Injectable()
export class CaseClusters {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
  ) {}

  /** The largest first. @throws NotFoundError */
  async clusters(caseId: string, page: PageQuery): Promise<Page<AccountCluster>> {
    await this.cases.find(this.db.manager, caseId);
    return this.page(AccountCluster, { caseId }, 'number', page);
  }

  /** In byte order of the account ids. @throws NotFoundError when the case has no such cluster */
  async members(caseId: string, number: number, page: PageQuery): Promise<Page<WithStatus<ClusterMember>>> {
    await this.cases.find(this.db.manager, caseId);
    if (
      number > HIGHEST ||
      number < 1 ||
      !(await this.db.manager.existsBy(AccountCluster, { caseId, number }))
    )
      throw new NotFoundError(`The case has no cluster ${number}.`);
    return this.withStatus(caseId, await this.page(ClusterMember, { caseId, number }, 'accountId', page));
  }

  /** In byte order of the account ids. @throws NotFoundError */
  async candidates(
    caseId: string,
    page: PageQuery,
    tier?: CandidateTier,
  ): Promise<Page<WithStatus<AccountCandidate>>> {
    await this.cases.find(this.db.manager, caseId);
    const where = { caseId, ...(tier ? { tier } : {}) };
    return this.withStatus(caseId, await this.page(AccountCandidate, where, 'accountId', page));
  }

  /** Accounts come into the case after they were found, and are judged: the rows do not know. */
  private async withStatus<T extends { accountId: string }>(
    caseId: string,
    page: Page<T>,
  ): Promise<Page<WithStatus<T>>> {
    const ids = page.items.map(({ accountId }) => accountId);
    const statuses = await this.cases.statusesOf(this.db.manager, caseId, ids);
    const items = page.items.map((row) =>
      Object.assign(row, { status: statuses.get(row.accountId) ?? null }),
    );
    return { ...page, items };
  }

  /** The rows behind the cursor, in the order of the column that tells them apart there. */
  private async page<T extends object, K extends keyof T & string>(
    entity: EntityTarget<T>,
    where: FindOptionsWhere<T>,
    key: K,
    { cursor, limit }: PageQuery,
  ): Promise<Page<T>> {
    const behind = cursor ? { [key]: MoreThan(decodeCursor(cursor, 1)[0]) } : {};
    const rows = await this.db.manager.find(entity, {
      where: { ...where, ...behind },
      order: { [key]: 'ASC' } as FindOptionsOrder<T>,
      take: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (row) => [row[key] as string | number],
      (row) => row,
    );
  }
}
