import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { assertVersion, Clock, decodeCursor, type Page, toPage } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Alerts } from '@app/alerts';
import { assertSound, type RuleSet } from './rule-set';
import { CorrelationRuleSet } from './rule-set.entity';
import { holdersOf, latestAlerts, lockRules, ruleSetInForce, ruleSetsBefore } from './rules.queries';
import { type Outcome, OUTCOMES, outcomesOf } from './trial';

/** Most alerts that a trial names as examples. */
const EXAMPLES = 20;

/** How many alerts came to what. */
export type OutcomeCounts = Record<Outcome, number>;

/** What other rules would do with the alerts that arrived last. */
export interface Trial {
  /** Version of the rules in force, with which it is compared. */
  version: number;
  alerts: number;
  inForce: OutcomeCounts;
  tried: OutcomeCounts;
  changed: number;
  /** The first of the alerts with another outcome. */
  examples: { alertId: string; inForce: Outcome; tried: Outcome }[];
}

/** The rules by which alerts find their case. */
@Injectable()
export class CorrelationRules {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly alerts: Alerts,
  ) {}

  /** The version in force. */
  inForce(): Promise<CorrelationRuleSet> {
    return ruleSetInForce(this.db.manager);
  }

  /** Every version, the one in force first. */
  async versions(o: { limit: number; cursor?: string }): Promise<Page<CorrelationRuleSet>> {
    const before = o.cursor ? { before: Number(decodeCursor(o.cursor, 1)[0]) } : {};
    const rows = await ruleSetsBefore(this.db.manager, { limit: o.limit + 1, ...before });
    return toPage(
      rows,
      o.limit,
      (row) => [row.version],
      (row) => row,
    );
  }

  /**
   * Writes the next version. It is in force for the alerts that are looked at from then on; what was linked, proposed
   * or decided by earlier ones stays.
   * @param read the version that was read
   * @throws StaleVersionError, InvalidInputError
   */
  async write(
    actor: Actor,
    read: number,
    { reason, ...set }: Omit<RuleSet, 'version'> & { reason: string },
  ): Promise<CorrelationRuleSet> {
    assertSound(set);
    return this.db.transaction(async (tx) => {
      await lockRules(tx);
      assertVersion(await ruleSetInForce(tx), read);
      const written = tx.create(CorrelationRuleSet, {
        ...set,
        version: read + 1,
        reason,
        writtenBy: actor.id,
        writtenByName: actor.name,
        writtenAt: this.clock.now(),
      });
      await tx.insert(CorrelationRuleSet, written);
      await this.audit.record(tx, actor, {
        action: 'correlation.rules_written',
        subjectKind: 'correlation_rule_set',
        subjectId: String(written.version),
        details: { version: written.version, reason, ...set },
      });
      return written;
    });
  }

  /** What these rules would do with the alerts that arrived last, beside those in force. Changes nothing. @throws InvalidInputError */
  async trial(set: Omit<RuleSet, 'version'>, size: number): Promise<Trial> {
    assertSound(set);
    const db = this.db.manager;
    const inForce = await ruleSetInForce(db);
    const asked = await latestAlerts(db, size);
    const tried = { ...set, version: inForce.version + 1 };
    const own = await this.alerts.subjects(
      db,
      asked.map(({ id }) => id),
    );
    const holders = await holdersOf(db, own, [inForce, tried]);
    const [now, then] = [inForce, tried].map((rules) => outcomesOf(asked, own, holders, rules)) as [
      Map<string, Outcome>,
      Map<string, Outcome>,
    ];
    const changed = asked.filter(({ id }) => now.get(id) !== then.get(id));
    return {
      version: inForce.version,
      alerts: asked.length,
      inForce: countsOf(now),
      tried: countsOf(then),
      changed: changed.length,
      examples: changed
        .slice(0, EXAMPLES)
        .map(({ id }) => ({ alertId: id, inForce: now.get(id)!, tried: then.get(id)! })),
    };
  }
}

function countsOf(outcomes: ReadonlyMap<string, Outcome>): OutcomeCounts {
  const all = [...outcomes.values()];
  return Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, all.filter((one) => one === outcome).length]),
  ) as OutcomeCounts;
}
