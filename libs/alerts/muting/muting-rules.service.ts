import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  contentHash,
  type FieldError,
  findById,
  invalidInput,
  lockById,
  Outbox,
  type Page,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import type { PageOfList } from '../alerts.queries';
import { announce } from '../correlate-alerts.job';
import { Detector } from '../detectors/detector.entity';
import { assertPerson } from '../queues/alert-queues.service';
import { LONGEST_MUTE_DAYS, MutingRule, type MutingMatch } from './muting-rule.entity';
import { listRules, mutedByRules, unmuteSome } from './muting-rules.queries';

/** Rules that may stand at once: each new alert is held against those that may concern its detector. */
const RULE_LIMIT = 500;

/** What is said of a rule. */
export type NewMutingRule = Partial<MutingMatch> & { reason: string; expiresAt: Date };

/** A rule and what it has muted. */
export type CountedRule = MutingRule & {
  /** Kept from the inbox now. */
  muted: number;
  lastAt: Date | null;
  /** What a person may do with it now. */
  allowed: RuleAct[];
};

/** What is done with a rule that was made. */
export const RULE_ACTS = ['end', 'unmute'] as const;
export type RuleAct = (typeof RULE_ACTS)[number];

/** What people do not want to see for a time, and why. */
@Injectable()
export class MutingRules {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** The latest first. @throws ForbiddenError for a detector */
  async list(actor: Actor, standing: boolean, page: PageOfList): Promise<Page<CountedRule>> {
    assertPerson(actor);
    const rules = await listRules(this.db.manager, standing ? this.clock.now() : undefined, page);
    return { ...rules, items: await this.counted(this.db.manager, rules.items) };
  }

  /** @throws ForbiddenError for a detector, NotFoundError */
  async find(actor: Actor, id: string): Promise<CountedRule> {
    assertPerson(actor);
    const rule = await findById(this.db.manager, MutingRule, id);
    return (await this.counted(this.db.manager, [rule]))[0]!;
  }

  /** Mutes new alerts from now on; what is in the inbox stays. @throws InvalidInputError, ConflictError */
  async create(actor: Actor, input: NewMutingRule): Promise<CountedRule> {
    const now = this.clock.now();
    assertSound(input, now);
    const rule = await this.db.transaction(async (tx) => {
      if (input.detectorId && !(await tx.existsBy(Detector, { id: input.detectorId })))
        throw invalidInput([{ pointer: '/detectorId', detail: 'is not the id of a detector' }]);
      if ((await tx.countBy(MutingRule, { endedAt: IsNull(), expiresAt: MoreThan(now) })) >= RULE_LIMIT)
        throw new ConflictError(`At most ${RULE_LIMIT} muting rules stand at once. End some first.`);
      const made = tx.create(MutingRule, {
        id: uuidv7(),
        detectorId: input.detectorId ?? null,
        type: input.type ?? null,
        subjectKind: input.subjectKind ?? null,
        subjectValue: input.subjectValue ?? null,
        reason: input.reason,
        createdBy: actor.id,
        createdByName: actor.name,
        createdAt: now,
        expiresAt: input.expiresAt,
        endedBy: null,
        endedAt: null,
        unmuted: 0,
      });
      await tx.insert(MutingRule, made);
      const { detectorId, type, subjectKind, subjectValue, reason } = made;
      const details = {
        detectorId,
        type,
        subjectKind,
        subjectValue,
        reason,
        expiresAt: made.expiresAt.toISOString(),
      };
      await this.audit.record(tx, actor, { action: 'muting_rule.created', subjectId: made.id, details });
      return made;
    });
    return { ...rule, muted: 0, lastAt: null, allowed: ['end'] };
  }

  /** Ends a rule before its time; ended already, nothing changes. What it muted stays muted. @throws NotFoundError */
  async end(actor: Actor, id: string): Promise<CountedRule> {
    return this.db.transaction(async (tx) => {
      const rule = await lockById(tx, MutingRule, id);
      const now = this.clock.now();
      if (isStanding(rule, now)) {
        const end = { endedAt: now, endedBy: actor.id };
        Object.assign(rule, end);
        await tx.update(MutingRule, { id }, end);
        await this.audit.record(tx, actor, { action: 'muting_rule.ended', subjectId: id });
      }
      return (await this.counted(tx, [rule]))[0]!;
    });
  }

  /**
   * Brings what a rule muted back to the inbox, one portion a call, and has it correlated.
   * @throws NotFoundError, ConflictError while the rule stands, because it would mute the next such alert
   */
  unmute(actor: Actor, id: string, limit: number): Promise<{ unmuted: number; remaining: boolean }> {
    return this.db.transaction(async (tx) => {
      const rule = await lockById(tx, MutingRule, id);
      if (isStanding(rule, this.clock.now())) throw new ConflictError('The rule still mutes. End it first.');
      const back = await unmuteSome(tx, id, limit);
      if (back.length > 0) {
        const alertIds = back.map((alert) => alert.id);
        await tx.update(MutingRule, { id }, { unmuted: rule.unmuted + back.length });
        await announce(
          tx,
          this.outbox,
          back.filter((alert) => !alert.sandbox).map((alert) => alert.id),
        );
        const details = { unmuted: alertIds.length, alertIdsDigest: contentHash(alertIds) };
        await this.audit.record(tx, actor, { action: 'muting_rule.unmuted', subjectId: id, details });
      }
      return { unmuted: back.length, remaining: back.length === limit };
    });
  }

  private async counted(db: EntityManager, rules: readonly MutingRule[]): Promise<CountedRule[]> {
    const counts = await mutedByRules(
      db,
      rules.map((rule) => rule.id),
    );
    const byId = new Map(counts.map((count) => [count.ruleId, count]));
    const now = this.clock.now();
    return rules.map((rule) => {
      const { muted, lastAt } = byId.get(rule.id)!;
      const allowed: RuleAct[] = isStanding(rule, now) ? ['end'] : muted > 0 ? ['unmute'] : [];
      return { ...rule, muted, lastAt, allowed };
    });
  }
}

/** Whether a rule mutes what arrives now. */
const isStanding = ({ endedAt, expiresAt }: MutingRule, now: Date): boolean =>
  endedAt === null && expiresAt > now;

function assertSound(input: NewMutingRule, now: Date): void {
  const errors: FieldError[] = [];
  if (!input.detectorId && !input.type && !input.subjectKind)
    errors.push({ pointer: '/type', detail: 'detector, type or subject must be said' });
  const latest = new Date(now.getTime() + LONGEST_MUTE_DAYS * 86_400_000);
  if (input.expiresAt <= now) errors.push({ pointer: '/expiresAt', detail: 'must be in the future' });
  if (input.expiresAt > latest)
    errors.push({ pointer: '/expiresAt', detail: `must be within ${LONGEST_MUTE_DAYS} days` });
  if (errors.length > 0) throw invalidInput(errors);
}
