/** How the stand-in for the lab's account platform behaves. */
export interface PlatformSimOptions {
  /** TCP port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Bearer token that every call must carry. */
  readonly token: string;
  /** Time that each call on an account takes, ms. */
  readonly latencyMs: number;
  /** Calls on accounts let through in a second; the rest is answered 429. */
  readonly ratePerSecond: number;
  /** Calls let through at once after a pause. */
  readonly burst: number;
  /** Share of calls on accounts that fail with 500 or 503 before they take effect, 0 to 1. */
  readonly faultRate: number;
  /** Share of calls on accounts that take effect and whose answer is then lost: 500 or a cut connection, 0 to 1. */
  readonly lostAnswerRate: number;
  /** The same seed, keys and attempts meet the same faults. */
  readonly seed: string;
  /** CSV with the columns account_id, protected, status; without it every account is known and none protected. */
  readonly accountsFile?: string;
  /** Journal of all changes, appended to; a restarted stand-in knows them again. */
  readonly stateFile?: string;
}

/** A platform that answers in 5 ms, allows 2,000 calls a second and never fails. The token has no default. */
export const PLATFORM_SIM_DEFAULTS: Omit<PlatformSimOptions, 'token'> = {
  port: 0,
  latencyMs: 5,
  ratePerSecond: 2_000,
  burst: 500,
  faultRate: 0,
  lostAnswerRate: 0,
  seed: '1',
};
