import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Describe } from '@app/platform';
import { CurrentActor, SignedIn } from '@app/access';
import type { Actor } from '@app/audit';
import {
  WAITING_ACTS,
  WAITING_KINDS,
  waitingFor,
  type WaitingAct,
  type WaitingKind,
} from './approvals.queries';

const LIMIT = 200;

/** Something that waits for the caller. */
export class WaitingView {
  @ApiProperty({ enum: WAITING_KINDS }) kind!: WaitingKind;
  @ApiProperty({ enum: WAITING_ACTS, description: 'What is asked of the caller.' }) act!: WaitingAct;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'How people name it.', example: 'L-2026-0001' }) number!: string;
  @ApiProperty({ description: 'What it says, shortly.' }) text!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer' }) caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty({ description: 'Who made it or handed it in.' }) byName!: string;
  @ApiProperty({ format: 'date-time' }) since!: string;
}

/** What waits for a second person. It stands here because letters, the last room, sees all the others. */
@ApiTags('access')
@Controller('v1/me')
export class ApprovalsController {
  constructor(private readonly db: DataSource) {}

  @Get('approvals')
  @SignedIn()
  @Describe('What waits for the caller to approve, review or sign', {
    description: `By the rights of the caller, and without what the caller made. The longest waiting first, at most ${LIMIT}.`,
  })
  @ApiOkResponse({ type: [WaitingView] })
  async list(@CurrentActor() actor: Actor): Promise<WaitingView[]> {
    const rows = await waitingFor(this.db.manager, actor, LIMIT);
    return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
  }
}
