import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Clock, sha256, TooManyRequestsError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { WrongCredentialsError } from './access.problems';
import { isPassword } from './passwords';
import { permissionsOf } from './permissions';
import { Session } from './session.entity';
import { runningSession, runningSessions } from './sessions.queries';
import { User } from './user.entity';

export const SESSION_COOKIE = 'docket_session';
const LIFETIME_MS = 12 * 3_600_000;

/** Signed-in browsers. */
@Injectable()
export class Sessions {
  /** Ten tries a quarter of an hour for one e-mail from one address. */
  private readonly perAccount: RateLimiterPostgres;
  /** A hundred tries a quarter of an hour from one address, whatever the e-mail. */
  private readonly perAddress: RateLimiterPostgres;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {
    const store = {
      storeClient: db,
      storeType: 'typeorm',
      tableName: 'login_attempts',
      tableCreated: true,
      clearExpiredByTimeout: false,
      duration: 900,
    };
    this.perAccount = new RateLimiterPostgres({ ...store, keyPrefix: 'account', points: 10 });
    this.perAddress = new RateLimiterPostgres({ ...store, keyPrefix: 'address', points: 100 });
  }

  /** Signs in and gives the cookie's value. @throws WrongCredentialsError, TooManyRequestsError */
  async signIn(
    email: string,
    password: string,
    address: string,
  ): Promise<{ token: string; user: User; expiresAt: Date }> {
    const key = `${email.toLowerCase()}|${address}`;
    await this.spend(this.perAddress, address);
    await this.spend(this.perAccount, key);
    const user = await this.db.manager.findOneBy(User, { email: email.toLowerCase() });
    const isRight = await isPassword(user?.passwordHash, password);
    if (!user || !isRight || user.status !== 'active')
      throw new WrongCredentialsError('E-mail or password is wrong.');
    await this.perAccount.delete(key);
    return { user, ...(await this.open(user)) };
  }

  /** Opens a session for someone who has just proved who they are. */
  async open(user: User): Promise<{ token: string; expiresAt: Date }> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    await this.db.transaction(async (tx) => {
      await tx.delete(Session, { userId: user.id, expiresAt: LessThan(now) });
      await tx.insert(Session, { tokenHash: sha256(token), userId: user.id, createdAt: now, expiresAt });
      await this.audit.record(tx, actorOf(user), { action: 'session.opened', subjectId: user.id });
    });
    return { token, expiresAt };
  }

  /** Whom a cookie stands for, if it stands for anyone; use keeps the session alive. */
  async recognise(token: string): Promise<Actor | undefined> {
    const now = this.clock.now();
    const tokenHash = sha256(token);
    const session = await runningSession(this.db.manager, tokenHash, now);
    if (!session) return undefined;
    // Written at most once an hour, not on every request.
    if (session.expiresAt.getTime() - now.getTime() < LIFETIME_MS - 3_600_000) {
      await this.db.manager.update(
        Session,
        { tokenHash },
        { expiresAt: new Date(now.getTime() + LIFETIME_MS) },
      );
    }
    return actorOf(session.user);
  }

  /**
   * Whom these sessions (hashes of their tokens) stand for now; one that has ended is left out. For what outlives its
   * request: to look does not keep a session alive.
   */
  async stillRunning(tokenHashes: readonly string[]): Promise<Map<string, Actor>> {
    const users = await runningSessions(this.db.manager, tokenHashes, this.clock.now());
    return new Map([...users].map(([tokenHash, user]) => [tokenHash, actorOf(user)]));
  }

  /** Ends a session. */
  async signOut(actor: Actor, token: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { affected } = await tx.delete(Session, { tokenHash: sha256(token) });
      if (affected) await this.audit.record(tx, actor, { action: 'session.closed', subjectId: actor.id });
    });
  }

  private async spend(limiter: RateLimiterPostgres, key: string): Promise<void> {
    await limiter.consume(sha256(key)).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new TooManyRequestsError(`Too many tries to sign in; wait ${retryAfterSeconds} seconds.`, {
        retryAfterSeconds,
      });
    });
  }
}

/** The actor that a user is. */
function actorOf(user: Pick<User, 'id' | 'name' | 'roles'>): Actor {
  return { kind: 'user', id: user.id, name: user.name, permissions: permissionsOf(user.roles) };
}
