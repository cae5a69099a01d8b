import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import {
  BoolField,
  ChoiceField,
  ChoiceListField,
  IntField,
  ObjectListField,
  omit,
  TextField,
} from '@app/platform';
import { CASE_KINDS, type CaseKind } from '../case-terms';
import { type CustomField, FIELD_TYPES, type FieldType } from './custom-field.entity';

/** The key of a custom field. */
const KeyField = (): PropertyDecorator =>
  applyDecorators(
    TextField({ max: 50, example: 'regionPolicy' }),
    Matches(/^[a-z][A-Za-z0-9]*$/, {
      message: '$property must begin with a small letter and hold letters and digits',
    }),
  );

/** A choice of a field. */
export class ChoiceInput {
  @TextField({ max: 100, example: 'unsupported_region' }) value!: string;
  @TextField({ max: 200, example: 'Unsupported region' }) label!: string;
  @BoolField({ description: 'An archived choice is not chosen anew.', example: false }) isArchived!: boolean;
}

/** A custom field to define. */
export class DefineField {
  @KeyField() key!: string;
  @TextField({ max: 200, example: 'Region policy' }) label!: string;
  @TextField({ optional: true, min: 0, max: 2_000 }) description?: string;
  @ChoiceField(FIELD_TYPES, { description: 'Never changes.', example: 'text' }) type!: FieldType;
  @ChoiceListField(CASE_KINDS, { description: 'Kinds of case that have it.', example: ['region_evasion'] })
  kinds!: CaseKind[];
  @BoolField({ optional: true, description: 'Whether a case closes only with a value.' })
  isRequiredToClose?: boolean;
  @IntField({ optional: true, min: 0, max: 100_000, description: 'Lower comes first.' }) position?: number;
  @ObjectListField(() => ChoiceInput, {
    optional: true,
    maxItems: 200,
    description: 'Of a field of type choice.',
  })
  choices?: ChoiceInput[];
}

/** What to change of a custom field. */
export class ChangeField {
  @TextField({ optional: true, max: 200 }) label?: string;
  @TextField({ optional: true, min: 0, max: 2_000 }) description?: string;
  @ChoiceListField(CASE_KINDS, { optional: true }) kinds?: CaseKind[];
  @BoolField({ optional: true }) isRequiredToClose?: boolean;
  @IntField({ optional: true, min: 0, max: 100_000 }) position?: number;
  @ObjectListField(() => ChoiceInput, {
    optional: true,
    maxItems: 200,
    description: 'All choices: one that was there may be archived, not left out.',
  })
  choices?: ChoiceInput[];
  @BoolField({ optional: true, description: 'An archived field takes no values; those given stay.' })
  isArchived?: boolean;
}

/** The definition of a custom field. */
export class CustomFieldView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() key!: string;
  @ApiProperty() label!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ enum: FIELD_TYPES }) type!: FieldType;
  @ApiProperty({ enum: CASE_KINDS, isArray: true }) kinds!: CaseKind[];
  @ApiProperty() isRequiredToClose!: boolean;
  @ApiProperty() position!: number;
  @ApiProperty({ type: [ChoiceInput] }) choices!: ChoiceInput[];
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) archivedAt!: string | null;
}

/** Shows a definition. */
export const toFieldView = ({ archivedAt, ...field }: CustomField): CustomFieldView => ({
  ...omit(field, 'createdAt'),
  archivedAt: archivedAt?.toISOString() ?? null,
});
