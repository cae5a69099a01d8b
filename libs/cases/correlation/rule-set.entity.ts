import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { CorrelationRule, RuleSet } from './rule-set';

/** A version of the rules of correlation; the latest is in force. A version never changes: an edit is the next one. */
@Entity('correlation_rule_sets')
@Check('ck_correlation_rule_sets_thresholds', 'propose_at BETWEEN 1 AND attach_at')
export class CorrelationRuleSet implements RuleSet {
  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  rules!: CorrelationRule[];

  @Column('integer')
  attachAt!: number;

  @Column('integer')
  proposeAt!: number;

  /** Why it was written. */
  @Column('text')
  reason!: string;

  @Column('text')
  writtenBy!: string;

  @Column('text')
  writtenByName!: string;

  @Column('timestamptz')
  writtenAt!: Date;
}
