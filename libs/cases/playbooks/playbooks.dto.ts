import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { BoolField, IntField, ObjectListField, omit, TextField, TextListField } from '@app/platform';
import { CASE_KINDS, type CaseKind } from '../case-terms';
import type { Playbook } from './playbook.entity';
import type { AppliedPlaybook } from './playbooks.service';

const KeyField = (): PropertyDecorator =>
  applyDecorators(
    TextField({ max: 60, description: 'Names the task through all versions.', example: 'freeze-snapshot' }),
    Matches(/^[a-z][a-z0-9-]*$/, { message: '$property must be small letters, digits and hyphens' }),
  );

/** One task of a playbook. */
export class PlaybookTaskInput {
  @KeyField() key!: string;
  @TextField({ max: 300, example: 'Freeze a snapshot' }) title!: string;
  @TextField({ min: 0, max: 20_000, description: 'Markdown.', example: '' }) description!: string;
  @TextField({ min: 0, max: 100, example: 'Evidence' }) groupName!: string;
  @IntField({
    nullable: true,
    min: 0,
    max: 87_600,
    description: 'Hours after the opening of the case.',
    example: 24,
  })
  dueInHours!: number | null;
  @BoolField({ description: 'The case does not close while it is open.', example: true })
  isMandatory!: boolean;
  @TextListField({ max: 60, maxItems: 100, description: 'Keys of the tasks that it waits for.', example: [] })
  dependsOn!: string[];
}

/** The next version of a playbook. */
export class WritePlaybook {
  @IntField({
    min: 0,
    max: 1_000_000,
    description: 'The version that you read; 0 where there is none.',
    example: 1,
  })
  version!: number;
  @TextField({ max: 200, example: 'Distillation' }) name!: string;
  @TextField({ min: 0, max: 10_000, example: '' }) description!: string;
  @ObjectListField(() => PlaybookTaskInput, { maxItems: 200 }) tasks!: PlaybookTaskInput[];
  @TextListField({
    max: 50,
    maxItems: 100,
    description: 'Custom fields without which the case does not close.',
    example: [],
  })
  requiredFields!: string[];
}

/** A version of a playbook. */
export class PlaybookView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CASE_KINDS }) kind!: CaseKind;
  @ApiProperty() version!: number;
  @ApiProperty() name!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ type: [PlaybookTaskInput] }) tasks!: PlaybookTaskInput[];
  @ApiProperty({ type: [String] }) requiredFields!: string[];
  @ApiProperty({ format: 'date-time' }) writtenAt!: string;
}

/** A version of a playbook that a case has. */
export class AppliedPlaybookView {
  @ApiProperty({ format: 'uuid' }) playbookId!: string;
  @ApiProperty({ enum: CASE_KINDS }) kind!: CaseKind;
  @ApiProperty() version!: number;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time' }) appliedAt!: string;
}

/** Shows a version. */
export const toPlaybookView = (playbook: Playbook): PlaybookView => ({
  ...omit(playbook, 'writtenBy'),
  writtenAt: playbook.writtenAt.toISOString(),
});

/** Shows that a case has it. */
export const toAppliedView = ({ playbook, appliedAt }: AppliedPlaybook): AppliedPlaybookView => ({
  playbookId: playbook.id,
  kind: playbook.kind,
  version: playbook.version,
  name: playbook.name,
  appliedAt: appliedAt.toISOString(),
});
