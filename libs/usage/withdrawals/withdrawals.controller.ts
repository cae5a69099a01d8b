import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock, ConflictError, Describe, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { ImportRefusedError } from '../import.problems';
import { ImportView, toImportView } from '../imports.dto';
import { ReadOnlyUsageError } from '../read-only/read-only.problems';
import { AnnounceWithdrawals, WithdrawImport } from './withdrawals.dto';
import { Withdrawals } from './withdrawals.service';

/** Corrections of what was imported. */
@ApiTags('usage')
@Controller('v1')
export class WithdrawalsController {
  constructor(
    private readonly withdrawals: Withdrawals,
    private readonly clock: Clock,
  ) {}

  @Post('withdrawals')
  @Allow('usage.withdraw')
  @Describe('Announce a file of requests that are to count no more', {
    description:
      'Then PUT its bytes to `content` of the import. Snapshots taken before count as they did; `rejects` lists what names no request that counts.',
    problems: [ImportRefusedError, ReadOnlyUsageError],
  })
  @ApiCreatedResponse({ type: ImportView })
  async announce(@CurrentActor() actor: Actor, @Body() body: AnnounceWithdrawals): Promise<ImportView> {
    return toImportView(await this.withdrawals.announce(actor, body), this.clock.now());
  }

  @Post('imports/:id/withdraw')
  @HttpCode(200)
  @Allow('usage.withdraw')
  @Describe('Withdraw an import of usage or of withdrawals as a whole', {
    description: 'Snapshots taken before count as they did. What it brought can come again.',
    problems: [NotFoundError, ConflictError],
  })
  @ApiOkResponse({ type: ImportView })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WithdrawImport,
  ): Promise<ImportView> {
    return toImportView(await this.withdrawals.withdraw(actor, id, body.reason), this.clock.now());
  }
}
