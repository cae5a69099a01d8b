import { figure } from '@app/platform';

/** By which something is not as the latest run found it. */
export const AGEING_KINDS = ['data', 'accounts', 'failed', 'analyzers'] as const;
export type AgeingKind = (typeof AGEING_KINDS)[number];

/** What has changed since the latest run, and in words how. */
export interface Aged {
  kind: AgeingKind;
  detail: string;
}

/** The latest run beside the present. */
export interface ThenAndNow {
  accounts: { before: number; now: number };
  isSameAccounts: boolean;
  /** Numbers of snapshots. */
  snapshots: { before: number; now: number };
  isSameData: boolean;
  /** Analyzers that failed in the run. */
  failed: readonly string[];
  /** Analyzers that would look with other rules now. */
  renewed: readonly string[];
}

/** What a new run would see that the latest one did not. */
export function staleness(at: ThenAndNow): Aged[] {
  const { accounts, snapshots } = at;
  return [
    ...(at.isSameData
      ? []
      : [said('data', `Snapshot ${snapshots.now} has other data than snapshot ${snapshots.before}.`)]),
    ...(at.isSameAccounts
      ? []
      : [
          said(
            'accounts',
            accounts.now === accounts.before
              ? `Some of the ${figure(accounts.before)} accounts are others now.`
              : `It looked at ${figure(accounts.before)} accounts; ${figure(accounts.now)} are not cleared now.`,
          ),
        ]),
    ...(at.failed.length === 0 ? [] : [said('failed', `Did not come to an end: ${at.failed.join(', ')}.`)]),
    ...(at.renewed.length === 0
      ? []
      : [said('analyzers', `Have a new version since: ${at.renewed.join(', ')}.`)]),
  ];
}

const said = (kind: AgeingKind, detail: string): Aged => ({ kind, detail });
