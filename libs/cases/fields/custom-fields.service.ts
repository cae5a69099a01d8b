import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, ConflictError, invalidInput, lockById, onConstraint } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Users } from '@app/access';
import type { CaseKind } from '../case-terms';
import { checkFields } from './check-fields';
import { CustomField, type FieldChoice, type FieldType } from './custom-field.entity';
import type { FieldValue } from './field-value';

onConstraint('uq_custom_fields_key', () => new ConflictError('A custom field with this key exists already.'));

/** How many definitions there are at most; a list of them is one page. */
const MAX_FIELDS = 500;

/** What a definition says. */
export interface FieldInput {
  key: string;
  label: string;
  description?: string;
  type: FieldType;
  kinds: CaseKind[];
  isRequiredToClose?: boolean;
  position?: number;
  choices?: FieldChoice[];
}

/** What can change of a definition: neither key nor type, so that no value is ever left without its meaning. */
export type FieldChange = Partial<Omit<FieldInput, 'key' | 'type'>> & { isArchived?: boolean };

/** The fields that cases have by their kind, and the check of their values. */
@Injectable()
export class CustomFields {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly users: Users,
  ) {}

  /** @throws ConflictError, InvalidInputError */
  async create(actor: Actor, input: FieldInput): Promise<CustomField> {
    assertChoices(input.type, [], input.choices ?? []);
    return this.db.transaction(async (tx) => {
      if ((await tx.count(CustomField)) >= MAX_FIELDS)
        throw new ConflictError(`There are at most ${MAX_FIELDS} custom fields.`);
      const field = tx.create(CustomField, {
        id: uuidv7(),
        description: '',
        isRequiredToClose: false,
        position: 0,
        choices: [],
        ...input,
        createdAt: this.clock.now(),
        archivedAt: null,
      });
      await tx.insert(CustomField, field);
      await this.audit.record(tx, actor, {
        action: 'custom_field.created',
        subjectId: field.id,
        details: { ...input },
      });
      return field;
    });
  }

  /** Changes what a definition says of itself. @throws NotFoundError, InvalidInputError */
  async change(actor: Actor, id: string, { isArchived, ...change }: FieldChange): Promise<CustomField> {
    return this.db.transaction(async (tx) => {
      const field = await lockById(tx, CustomField, id);
      if (change.choices) assertChoices(field.type, field.choices, change.choices);
      const archivedAt = isArchived === undefined ? field.archivedAt : isArchived ? this.clock.now() : null;
      Object.assign(field, change, { archivedAt });
      await tx.update(CustomField, { id }, { ...change, archivedAt });
      const details = { ...change, ...(isArchived === undefined ? {} : { isArchived }) };
      await this.audit.record(tx, actor, { action: 'custom_field.changed', subjectId: id, details });
      return field;
    });
  }

  /** In their order. */
  list(): Promise<CustomField[]> {
    return this.db.manager.find(CustomField, { order: { position: 'ASC', key: 'ASC' }, take: MAX_FIELDS });
  }

  /** Checks values that are about to be written, each against its definition. @throws InvalidInputError naming each by `/customFields/<key>` */
  async assertValues(
    tx: EntityManager,
    kind: CaseKind,
    values: Readonly<Record<string, unknown>>,
    present: Readonly<Record<string, FieldValue>> = {},
  ): Promise<void> {
    const keys = Object.keys(values);
    if (keys.length === 0) return;
    // Held, so that nobody archives a choice between the look and the write.
    const definitions = await tx.find(CustomField, {
      where: { key: In(keys) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_read' },
    });
    const { errors, people } = checkFields(definitions, kind, values, present);
    if (errors.length > 0) throw invalidInput(errors);
    await this.users.assertAssignable(tx, people);
  }
}

/** @throws InvalidInputError when choices are repeated, gone, or given to a field that has none */
function assertChoices(type: FieldType, before: readonly FieldChoice[], after: readonly FieldChoice[]): void {
  const fail = (detail: string): never => {
    throw invalidInput([{ pointer: '/choices', detail }]);
  };
  if (type !== 'choice')
    return after.length > 0 ? fail('only a field of type choice has choices') : undefined;
  const values = after.map((choice) => choice.value);
  if (values.length === 0) fail('a field of type choice needs choices');
  if (new Set(values).size !== values.length) fail('a value is there twice');
  const gone = before.find((choice) => !values.includes(choice.value));
  if (gone) fail(`${gone.value} can be archived and not left out: cases may hold it`);
}
