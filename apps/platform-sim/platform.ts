import { setTimeout as sleep } from 'node:timers/promises';
import { AccountRegistry, type AccountStatus, type Change, type ChangeCounts } from './account-registry';
import { problem, type Answer } from './answer';
import { FaultPlan } from './fault-plan';
import { Journal } from './journal';
import type { PlatformSimOptions } from './options';
import { TokenBucket } from './token-bucket';

/** What the platform has seen; all but the counts of changes start at zero with the process. */
export interface PlatformSimStats extends ChangeCounts {
  /** Calls received, whatever became of them. */
  readonly calls: Record<'ban' | 'reinstate' | 'account', number>;
  /** Repeats answered with the first answer. */
  readonly replayed: number;
  /** Keys used again for another request. */
  readonly keyConflicts: number;
  readonly rateLimited: number;
  /** Faults injected before and answers lost after a call took effect. */
  readonly injected: { readonly faults: number; readonly lostAnswers: number };
}

/** An answer, or none because the connection is to be cut. */
export type Outcome = Answer | 'cut';

/** The account platform: its limit, its faults, its accounts, and its memory for keys. */
export class Platform {
  private readonly registry: AccountRegistry;
  private readonly journal: Journal;
  private readonly bucket: TokenBucket;
  private readonly faults: FaultPlan;
  private readonly decided = new Map<string, { fingerprint: string; answer: Answer }>();
  private readonly calls = { ban: 0, reinstate: 0, account: 0 };
  private readonly injected = { faults: 0, lostAnswers: 0 };
  private replayed = 0;
  private keyConflicts = 0;
  private rateLimited = 0;

  constructor(private readonly options: PlatformSimOptions) {
    this.registry = AccountRegistry.load(options.accountsFile);
    this.bucket = new TokenBucket(options.ratePerSecond, options.burst);
    this.faults = new FaultPlan(options.seed, options.faultRate, options.lostAnswerRate);
    this.journal = Journal.open(options.stateFile, ({ key, fingerprint, change, at, answer }) => {
      this.registry.apply(change, at);
      this.decided.set(key, { fingerprint, answer });
    });
  }

  /** Bans or reinstates, once per key. `fingerprint` is the request in full. */
  change(key: string, fingerprint: string, change: Change): Promise<Outcome> {
    this.calls[change.kind] += 1;
    return this.underLimitAndFaults(key, () => this.decide(key, fingerprint, change));
  }

  /** Shows one account. */
  account(accountId: string): Promise<Outcome> {
    this.calls.account += 1;
    return this.underLimitAndFaults(`GET ${accountId}`, () => Promise.resolve(this.registry.show(accountId)));
  }

  /** Lists accounts, without limit, latency or faults: this is for whoever checks the result. */
  list(status: AccountStatus, after: string, limit: number): Answer {
    return this.registry.list(status, after, limit);
  }

  stats(): PlatformSimStats {
    const { calls, replayed, keyConflicts, rateLimited, injected } = this;
    return {
      ...this.registry.counts(),
      calls: { ...calls },
      replayed,
      keyConflicts,
      rateLimited,
      injected: { ...injected },
    };
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private async underLimitAndFaults(key: string, effect: () => Promise<Answer>): Promise<Outcome> {
    const waitSeconds = this.bucket.take();
    if (waitSeconds > 0) {
      this.rateLimited += 1;
      return problem(429, 'rate-limited', 'Too many calls', {}, { 'Retry-After': String(waitSeconds) });
    }
    const fate = this.faults.next(key);
    if (this.options.latencyMs > 0) await sleep(this.options.latencyMs);
    if (fate.when === 'before') {
      this.injected.faults += 1;
      return unwell(fate.answer);
    }
    const answer = await effect();
    if (fate.when === 'never') return answer;
    this.injected.lostAnswers += 1;
    return fate.answer === 'cut' ? 'cut' : unwell(fate.answer);
  }

  private async decide(key: string, fingerprint: string, change: Change): Promise<Answer> {
    const before = this.decided.get(key);
    if (before && before.fingerprint !== fingerprint) {
      this.keyConflicts += 1;
      return problem(422, 'key-reused', 'The Idempotency-Key belongs to another request');
    }
    if (before) {
      this.replayed += 1;
      await this.journal.written();
      return { ...before.answer, headers: { ...before.answer.headers, 'Idempotency-Replayed': 'true' } };
    }
    const at = new Date().toISOString();
    const answer = this.registry.apply(change, at);
    this.decided.set(key, { fingerprint, answer });
    await this.journal.append({ key, fingerprint, change, at, answer });
    return answer;
  }
}

function unwell(status: 500 | 503): Answer {
  return status === 500
    ? problem(500, 'internal-error', 'The platform failed')
    : problem(503, 'unavailable', 'The platform is not available');
}
