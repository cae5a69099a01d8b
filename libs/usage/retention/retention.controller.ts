import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ConflictError, Describe } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { RetentionView, toRetentionView } from './retention.dto';
import { Retention } from './retention.service';

/** How long usage is kept. */
@ApiTags('usage')
@Controller('v1/retention')
export class RetentionController {
  constructor(private readonly retention: Retention) {}

  @Get()
  @Allow('usage.read')
  @Describe('Which months of usage would be dropped, when, and what keeps the others')
  @ApiOkResponse({ type: RetentionView })
  async preview(): Promise<RetentionView> {
    return toRetentionView(await this.retention.preview());
  }

  @Post('apply')
  @HttpCode(204)
  @Allow('casework.configure')
  @Describe('Drop now what is old enough and kept by nothing', {
    description: 'It happens four times a day by itself. The plan tells what went.',
    problems: [ConflictError],
  })
  @ApiNoContentResponse()
  async apply(@CurrentActor() actor: Actor): Promise<void> {
    await this.retention.ask(actor);
  }
}
