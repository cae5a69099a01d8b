import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { Clock, ConflictError, findById, invalidInput, lockById, onConstraint, sha256 } from '@app/platform';
import { type Actor, Audit, systemActor } from '@app/audit';
import { InvitationError } from './access.problems';
import { Invitation } from './invitation.entity';
import { hashPassword } from './passwords';
import type { Role } from './permissions';
import { Session } from './session.entity';
import { User } from './user.entity';

const INVITATION_MS = 7 * 86_400_000;

onConstraint('uq_users_email', () => new ConflictError('Somebody with this e-mail exists already.'));

/** The people of the installation. */
@Injectable()
export class Users {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Adds a person and gives the token of the one-time link. @throws ConflictError on an e-mail that is there */
  async invite(
    actor: Actor,
    input: { email: string; name: string; roles: Role[] },
  ): Promise<{ user: User; token: string }> {
    return this.db.transaction(async (tx) => {
      const user = tx.create(User, {
        id: uuidv7(),
        email: input.email.toLowerCase(),
        name: input.name,
        roles: input.roles,
        passwordHash: null,
        status: 'invited',
        createdAt: this.clock.now(),
      });
      await tx.insert(User, user);
      await this.audit.record(tx, actor, {
        action: 'user.invited',
        subjectId: user.id,
        details: { email: user.email, roles: user.roles },
      });
      return { user, token: await this.newLink(tx, user) };
    });
  }

  /** Makes a new one-time link for a person and voids the ones before. @throws NotFoundError */
  async renewLink(actor: Actor, id: string): Promise<{ user: User; token: string }> {
    return this.db.transaction(async (tx) => {
      const user = await lockById(tx, User, id);
      await this.audit.record(tx, actor, { action: 'user.link_renewed', subjectId: id });
      return { user, token: await this.newLink(tx, user) };
    });
  }

  /** Sets the password behind a one-time link. @throws InvitationError when it was used or is too old */
  async accept(token: string, password: string, name?: string): Promise<User> {
    const now = this.clock.now();
    const link = { tokenHash: sha256(token), usedAt: IsNull(), expiresAt: MoreThan(now) };
    const refusal = 'This link was used already, was replaced, or is too old.';
    // Looked at first: a hash takes 64 MiB, which nobody may spend with made-up tokens.
    if (!(await this.db.manager.existsBy(Invitation, link))) throw new InvitationError(refusal);
    const passwordHash = await hashPassword(password);
    return this.db.transaction(async (tx) => {
      const { affected, raw } = await tx
        .getRepository(Invitation)
        .update(link, { usedAt: now }, { returning: ['userId'] });
      if (!affected) throw new InvitationError(refusal);
      const user = await lockById(tx, User, (raw as { user_id: string }[])[0]!.user_id);
      if (user.status === 'disabled') throw new InvitationError('This account is disabled.');
      await tx.delete(Session, { userId: user.id });
      Object.assign(user, { passwordHash, status: 'active', ...(name ? { name } : {}) });
      await tx.update(User, { id: user.id }, { passwordHash, status: 'active', name: user.name });
      await this.audit.record(
        tx,
        { kind: 'user', id: user.id, name: user.name, permissions: new Set() },
        { action: 'user.link_accepted', subjectId: user.id },
      );
      return user;
    });
  }

  /** Changes roles, or disables and enables. A disabled person's sessions end at once. @throws NotFoundError, ConflictError */
  async change(actor: Actor, id: string, change: { roles?: Role[]; disabled?: boolean }): Promise<User> {
    return this.db.transaction(async (tx) => {
      const user = await lockById(tx, User, id);
      if (id === actor.id)
        throw new ConflictError('Nobody changes their own roles; ask another administrator.');
      if (change.roles) user.roles = change.roles;
      if (change.disabled !== undefined)
        user.status = change.disabled ? 'disabled' : user.passwordHash ? 'active' : 'invited';
      await tx.update(User, { id }, { roles: user.roles, status: user.status });
      if (user.status === 'disabled') await tx.delete(Session, { userId: id });
      await this.audit.record(tx, actor, { action: 'user.changed', subjectId: id, details: { ...change } });
      return user;
    });
  }

  list(): Promise<User[]> {
    return this.db.manager.find(User, { order: { name: 'ASC', id: 'ASC' } });
  }

  /** @throws NotFoundError */
  find(id: string): Promise<User> {
    return findById(this.db.manager, User, id);
  }

  /** Who can be given work: known, not disabled. @throws InvalidInputError naming each who cannot */
  async assertAssignable(
    db: EntityManager,
    asked: readonly { id: string; pointer: string }[],
  ): Promise<void> {
    if (asked.length === 0) return;
    const found = await db.find(User, { where: { id: In(asked.map(({ id }) => id)) } });
    const byId = new Map(found.map((user) => [user.id, user]));
    const errors = asked.flatMap(({ id, pointer }) => {
      const user = byId.get(id);
      if (!user) return [{ pointer, detail: 'is not the id of a person' }];
      return user.status === 'disabled' ? [{ pointer, detail: `is ${user.name}, who is disabled` }] : [];
    });
    if (errors.length > 0) throw invalidInput(errors);
  }

  /** Names by id; what is no id of a person is left out. */
  async names(db: EntityManager, ids: Iterable<string | null>): Promise<Map<string, string>> {
    const known = [...new Set(ids)].filter((id): id is string => id !== null && isUuid(id));
    if (known.length === 0) return new Map();
    const found = await db.find(User, { select: { id: true, name: true }, where: { id: In(known) } });
    return new Map(found.map((user) => [user.id, user.name]));
  }

  /**
   * The one-time link of the first administrator, as long as nobody has accepted one: a fresh one at every start,
   * so that a lost link costs a restart and no more.
   */
  async firstAdministratorToken(email: string): Promise<string | undefined> {
    if (await this.db.manager.existsBy(User, { status: 'active' })) return undefined;
    const actor = systemActor('first start');
    const waiting = await this.db.manager.findOneBy(User, { email: email.toLowerCase() });
    const { token } = waiting
      ? await this.renewLink(actor, waiting.id)
      : await this.invite(actor, { email, name: 'Administrator', roles: ['administrator'] });
    return token;
  }

  private async newLink(tx: EntityManager, user: User): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await tx.update(Invitation, { userId: user.id, usedAt: IsNull() }, { usedAt: now });
    await tx.insert(Invitation, {
      tokenHash: sha256(token),
      userId: user.id,
      expiresAt: new Date(now.getTime() + INVITATION_MS),
      usedAt: null,
    });
    return token;
  }
}
