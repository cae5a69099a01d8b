import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { CaseKind } from '../case-terms';

/** What a custom field can hold. */
export const FIELD_TYPES = [
  'text',
  'number',
  'integer',
  'boolean',
  'date',
  'instant',
  'choice',
  'person',
  'url',
  'money',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** One choice of a field; archived it is not chosen anew, and stays where it was chosen. */
export interface FieldChoice {
  value: string;
  label: string;
  isArchived: boolean;
}

/** The definition of a field that cases of some kinds have beside those that every case has. Its type never changes. */
@Entity('custom_fields')
@Unique('uq_custom_fields_key', ['key'])
@Check(
  'ck_custom_fields_type',
  `type IN ('text', 'number', 'integer', 'boolean', 'date', 'instant', 'choice', 'person', 'url', 'money')`,
)
export class CustomField {
  @PrimaryColumn('uuid')
  id!: string;

  /** By which cases hold their values; never changes. */
  @Column('text')
  key!: string;

  @Column('text')
  label!: string;

  @Column('text')
  description!: string;

  @Column('text')
  type!: FieldType;

  @Column('text', { array: true })
  kinds!: CaseKind[];

  @Column('boolean')
  isRequiredToClose!: boolean;

  /** Lower comes first. */
  @Column('integer')
  position!: number;

  /** Of a `choice`; empty otherwise. */
  @Column('jsonb')
  choices!: FieldChoice[];

  @Column('timestamptz')
  createdAt!: Date;

  /** Since then no case is given a value; those that have one keep it. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
