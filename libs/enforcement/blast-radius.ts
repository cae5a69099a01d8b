import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { figure } from '@app/platform';
import {
  ACCOUNTS_AT,
  MemberSets,
  type Snapshot,
  snapshotParams,
  Snapshots,
  USAGE_AT,
  UsageEngine,
} from '@app/usage';
import { ProtectedAccountsError } from './enforcement.problems';

/** An organisation that the order reaches into. */
export interface OrganisationHit {
  orgId: string;
  orgName: string | null;
  /** Seats sold, where known. */
  seats: number | null;
  /** Accounts that the organisation has. */
  accounts: number;
  inOrder: number;
  /** Nobody of it would be left: every account, or as many as it has seats. Never for an organisation of one. */
  isWhole: boolean;
}

/** What is known of an order's accounts beyond the case, at one snapshot. */
export interface AccountFacts {
  snapshotId: string;
  snapshotHash: string;
  /** Accounts that the snapshot does not have; nothing is known of them. */
  unknown: number;
  alreadyBanned: number;
  contracts: Record<string, number>;
  organisations: {
    touched: number;
    whole: number;
    /** Whole ones first, then by accounts in the order; 100 at most. */
    largest: OrganisationHit[];
  };
  /** What the accounts did on the last days that the snapshot knows; null where it has no usage. */
  activity?: RecentActivity | null;
  /** The payment instruments of the accounts, and how far others pay with the same. */
  instruments?: InstrumentHits;
}

/** Requests of the order's accounts on the last days of a snapshot, by UTC day; a day without any is left out. */
export interface RecentActivity {
  from: string;
  to: string;
  /** Accounts with a request on one of these days. */
  accounts: number;
  days: { day: string; requests: number; accounts: number }[];
}

/** Payment instruments that an order touches. */
export interface InstrumentHits {
  total: number;
  /** Those that also pay for accounts that are not in the order. */
  shared: number;
  /** The accounts outside the order that they pay for, whatever their status. */
  accountsOutside: number;
}

/** Who is hit by an order: part of what is approved; older ones lack the later members. `facts` is null where no snapshot exists, and `because` says so. */
export interface BlastRadius {
  total: number;
  byCaseStatus: Record<string, number>;
  facts: AccountFacts | null;
  because: string | null;
  /** Accounts of the case that the order leaves as they are, by their status there. */
  staying?: Record<string, number>;
}

interface Totals {
  known: string | number;
  banned: string | number;
  protected: string | number;
}

interface OrganisationRow {
  orgId: string;
  orgName: string | null;
  seats: string | number | null;
  accounts: string | number;
  inOrder: string | number;
  isWhole: number;
}

/** The days of a snapshot whose activity is shown. */
const RECENT_DAYS = 14;
const SHOWN_PROTECTED = 50;
const SHOWN_ORGANISATIONS = 100;
const IN_ORDER = 'account_id IN (SELECT member FROM account_sets WHERE set_hash = {accounts:String})';

// An organisation's own figures are of all its accounts, so its row cannot be cut down to the order's first.
const ORGANISATIONS = `
  SELECT org_id AS orgId, anyLast(org_name) AS orgName, max(org_seats) AS seats, count() AS accounts,
         countIf(${IN_ORDER}) AS inOrder,
         greatest(accounts, ifNull(seats, 1)) > 1 AND (inOrder = accounts OR inOrder >= ifNull(seats, inOrder + 1)) AS isWhole
  FROM ${ACCOUNTS_AT}
  WHERE org_id IN (SELECT org_id FROM ${ACCOUNTS_AT} WHERE ${IN_ORDER} AND org_id IS NOT NULL)
  GROUP BY org_id`;

const INSTRUMENTS = `
  SELECT count() AS total, countIf(outside > 0) AS shared, sum(outside) AS accountsOutside
  FROM (SELECT payment_instrument, countIf(${IN_ORDER}) AS inside, count() - inside AS outside
        FROM ${ACCOUNTS_AT} WHERE payment_instrument IS NOT NULL AND payment_instrument != ''
        GROUP BY payment_instrument HAVING inside > 0)`;

const RECENT = `toDate(ts, 'UTC') >= toDate({recent_from:String}) AND ${IN_ORDER}`;

/** Works out whom an order would hit. */
@Injectable()
export class BlastRadii {
  constructor(
    private readonly db: DataSource,
    private readonly engine: UsageEngine,
    private readonly snapshots: Snapshots,
    private readonly sets: MemberSets,
  ) {}

  /**
   * The blast radius of accounts (sorted, unique) of a case, at `snapshotId` or else the latest snapshot.
   * @throws ProtectedAccountsError when one of them is protected and the order would take something away
   */
  async of(
    accounts: readonly string[],
    { byCaseStatus, staying }: Required<Pick<BlastRadius, 'byCaseStatus' | 'staying'>>,
    o: { snapshotId?: string | undefined; mayTouchProtected: boolean },
  ): Promise<BlastRadius> {
    const snapshot = o.snapshotId
      ? await this.snapshots.find(this.db.manager, o.snapshotId)
      : await this.snapshots.latest(this.db.manager);
    const total = accounts.length;
    if (!snapshot) {
      const because = 'No snapshot has been taken, so nothing is known of the accounts beyond the case.';
      return { total, byCaseStatus, facts: null, because, staying };
    }
    const params = { ...snapshotParams(snapshot), accounts: await this.sets.ensure('accounts', accounts) };
    const facts = await this.facts(total, snapshot, params, o.mayTouchProtected);
    return { total, byCaseStatus, facts, because: null, staying };
  }

  private async facts(
    total: number,
    snapshot: Snapshot,
    params: Record<string, unknown>,
    mayTouchProtected: boolean,
  ): Promise<AccountFacts> {
    const [totals] = await this.engine.query<Totals>(
      `SELECT count() AS known, countIf(status = 'banned') AS banned, countIf(protected) AS protected
       FROM ${ACCOUNTS_AT} WHERE ${IN_ORDER}`,
      params,
    );
    const count = Number(totals?.protected ?? 0);
    if (count > 0 && !mayTouchProtected) await this.refuseProtected(count, params);
    const contracts = await this.engine.query<{ contract: string; n: string | number }>(
      `SELECT toString(contract) AS contract, count() AS n FROM ${ACCOUNTS_AT} WHERE ${IN_ORDER} GROUP BY contract ORDER BY contract`,
      params,
    );
    const [organisations] = await this.engine.query<{ touched: string | number; whole: string | number }>(
      `SELECT count() AS touched, countIf(isWhole) AS whole FROM (${ORGANISATIONS})`,
      params,
    );
    const largest = await this.engine.query<OrganisationRow>(
      `${ORGANISATIONS} ORDER BY isWhole DESC, inOrder DESC, orgId LIMIT ${SHOWN_ORGANISATIONS}`,
      params,
    );
    const [instruments] = await this.engine.query<Record<keyof InstrumentHits, string | number>>(
      INSTRUMENTS,
      params,
    );
    return {
      snapshotId: snapshot.id,
      snapshotHash: snapshot.contentHash,
      unknown: total - Number(totals?.known ?? 0),
      alreadyBanned: Number(totals?.banned ?? 0),
      contracts: Object.fromEntries(contracts.map((row) => [row.contract, Number(row.n)])),
      organisations: {
        touched: Number(organisations?.touched ?? 0),
        whole: Number(organisations?.whole ?? 0),
        largest: largest.map(toOrganisation),
      },
      activity: await this.activity(snapshot, params),
      instruments: {
        total: Number(instruments?.total ?? 0),
        shared: Number(instruments?.shared ?? 0),
        accountsOutside: Number(instruments?.accountsOutside ?? 0),
      },
    };
  }

  private async activity(
    { watermark }: Snapshot,
    params: Record<string, unknown>,
  ): Promise<RecentActivity | null> {
    if (!watermark) return null;
    const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
    const to = day(watermark.getTime());
    const from = day(watermark.getTime() - (RECENT_DAYS - 1) * 86_400_000);
    const asked = { ...params, recent_from: from };
    const days = await this.engine.query<{
      day: string;
      requests: string | number;
      accounts: string | number;
    }>(
      `SELECT toString(toDate(ts, 'UTC')) AS day, count() AS requests, uniqExact(account_id) AS accounts
       FROM ${USAGE_AT} WHERE ${RECENT} GROUP BY day ORDER BY day`,
      asked,
    );
    const [active] = await this.engine.query<{ accounts: string | number }>(
      `SELECT uniqExact(account_id) AS accounts FROM ${USAGE_AT} WHERE ${RECENT}`,
      asked,
    );
    return {
      from,
      to,
      accounts: Number(active?.accounts ?? 0),
      days: days.map((row) => ({
        day: row.day,
        requests: Number(row.requests),
        accounts: Number(row.accounts),
      })),
    };
  }

  private async refuseProtected(count: number, params: Record<string, unknown>): Promise<never> {
    const rows = await this.engine.query<{ accountId: string }>(
      `SELECT account_id AS accountId FROM ${ACCOUNTS_AT} WHERE ${IN_ORDER} AND protected ORDER BY accountId LIMIT ${SHOWN_PROTECTED}`,
      params,
    );
    const detail = count === 1 ? 'One account is protected.' : `${figure(count)} accounts are protected.`;
    throw new ProtectedAccountsError(detail, { count, accounts: rows.map((row) => row.accountId) });
  }
}

const toOrganisation = (row: OrganisationRow): OrganisationHit => ({
  orgId: row.orgId,
  orgName: row.orgName,
  seats: row.seats === null ? null : Number(row.seats),
  accounts: Number(row.accounts),
  inOrder: Number(row.inOrder),
  isWhole: Boolean(row.isWhole),
});
