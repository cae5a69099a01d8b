import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe, InvalidInputError, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { ChangeField, CustomFieldView, DefineField, toFieldView } from './custom-fields.dto';
import { CustomFields } from './custom-fields.service';

@ApiTags('casework')
@Controller('v1/custom-fields')
export class CustomFieldsController {
  constructor(private readonly fields: CustomFields) {}

  @Get()
  @Allow('cases.read')
  @Describe('Definitions of custom fields, in their order')
  @ApiOkResponse({ type: [CustomFieldView] })
  async list(): Promise<CustomFieldView[]> {
    return (await this.fields.list()).map(toFieldView);
  }

  @Post()
  @Allow('casework.configure')
  @Describe('Define a custom field', { problems: [ConflictError, InvalidInputError] })
  @ApiCreatedResponse({ type: CustomFieldView })
  async create(@CurrentActor() actor: Actor, @Body() body: DefineField): Promise<CustomFieldView> {
    return toFieldView(await this.fields.create(actor, body));
  }

  @Patch(':id')
  @Allow('casework.configure')
  @Describe('Change a custom field', {
    description: 'Key and type stay; values that cases hold are never touched.',
    problems: [NotFoundError, InvalidInputError],
  })
  @ApiOkResponse({ type: CustomFieldView })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ChangeField,
  ): Promise<CustomFieldView> {
    return toFieldView(await this.fields.change(actor, id, body));
  }
}
