import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { problem, type Answer } from './answer';

/** What the platform can do to an account. */
export type ChangeKind = 'ban' | 'reinstate';

/** Whether an account may use the platform; a suspended one may not for now, and can still be banned. */
export type AccountStatus = (typeof STATUSES)[number];
const STATUSES = ['active', 'suspended', 'banned'] as const;

/** A ban or reinstatement asked for by a caller. */
export interface Change {
  readonly kind: ChangeKind;
  readonly accountId: string;
  /** The caller's own name for what it is doing, such as its order. */
  readonly reference: string;
}

interface Account {
  status: AccountStatus;
  isProtected: boolean;
  changedAt: string | null;
  lastReference?: string;
}

/** Counts of what changes did; they follow from the journal and survive a restart. */
export interface ChangeCounts {
  readonly applied: Record<ChangeKind, number>;
  /** Accounts that a call has banned at some time. */
  readonly distinctBans: number;
  /** Changes accepted for an account that had that status already, from whatever cause. */
  readonly withoutEffect: number;
  /** Of those, the ones that the same reference had brought about: a caller that repeats itself under a new key. */
  readonly doubleApplications: number;
}

const isStatus = (text: string | undefined): text is AccountStatus =>
  STATUSES.includes(text as AccountStatus);

const RESULT = { ban: 'banned', reinstate: 'active' } as const satisfies Record<ChangeKind, AccountStatus>;

/** The platform's accounts and what was done to them. */
export class AccountRegistry {
  private readonly accounts = new Map<string, Account>();
  private readonly bannedByCall = new Set<string>();
  private readonly applied = { ban: 0, reinstate: 0 };
  private withoutEffect = 0;
  private doubleApplications = 0;

  /** `isOpen`: every account is known, active and unprotected until changed. */
  private constructor(private readonly isOpen: boolean) {}

  /** @throws Error that names the line of the file at fault. */
  static load(accountsFile?: string): AccountRegistry {
    const registry = new AccountRegistry(accountsFile === undefined);
    if (accountsFile === undefined) return registry;
    const rows = parse(readFileSync(accountsFile), { columns: true, trim: true, bom: true }) as Record<
      string,
      string
    >[];
    rows.forEach(({ account_id: id, protected: isProtected = '', status }, index) => {
      if (!id || !['true', 'false', ''].includes(isProtected) || !isStatus(status)) {
        throw new Error(
          `${accountsFile}: record ${index + 1} needs account_id, protected (true, false), status (${STATUSES.join(', ')})`,
        );
      }
      registry.accounts.set(id, { status, isProtected: isProtected === 'true', changedAt: null });
    });
    return registry;
  }

  /** Applies a change at the instant `at` (ISO 8601, UTC), and says what the caller is answered. */
  apply({ kind, accountId, reference }: Change, at: string): Answer {
    const account = this.find(accountId);
    if (!account) return unknownAccount(accountId);
    if (account.isProtected && kind === 'ban') {
      return problem(409, 'protected', 'The account is protected from bans', {
        reason: 'protected',
        accountId,
      });
    }
    if (account.status === RESULT[kind]) {
      this.withoutEffect += 1;
      if (account.lastReference === reference) this.doubleApplications += 1;
    } else {
      this.applied[kind] += 1;
      if (kind === 'ban') this.bannedByCall.add(accountId);
      Object.assign(account, { status: RESULT[kind], changedAt: at, lastReference: reference });
      this.accounts.set(accountId, account);
    }
    return { status: 200, body: view(accountId, account) };
  }

  /** One account. */
  show(accountId: string): Answer {
    const account = this.find(accountId);
    return account ? { status: 200, body: view(accountId, account) } : unknownAccount(accountId);
  }

  /** The accounts of one status, ordered by id, after the id `after`; `count` is of all of them. */
  list(status: AccountStatus, after: string, limit: number): Answer {
    const ids = [...this.accounts].filter(([, account]) => account.status === status).map(([id]) => id);
    const rest = ids.filter((id) => id > after).toSorted();
    const page = rest.slice(0, limit);
    return {
      status: 200,
      body: {
        count: ids.length,
        items: page.map((id) => view(id, this.accounts.get(id)!)),
        next: rest.length > limit ? page.at(-1) : null,
      },
    };
  }

  counts(): ChangeCounts {
    const { applied, withoutEffect, doubleApplications } = this;
    return {
      applied: { ...applied },
      distinctBans: this.bannedByCall.size,
      withoutEffect,
      doubleApplications,
    };
  }

  private find(accountId: string): Account | undefined {
    return (
      this.accounts.get(accountId) ??
      (this.isOpen ? { status: 'active', isProtected: false, changedAt: null } : undefined)
    );
  }
}

function view(accountId: string, { status, changedAt }: Account): Record<string, unknown> {
  return { accountId, status, changedAt };
}

function unknownAccount(accountId: string): Answer {
  return problem(404, 'unknown-account', 'There is no such account', { accountId });
}
