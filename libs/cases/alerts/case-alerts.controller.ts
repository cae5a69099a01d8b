import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Describe, InvalidInputError, NotFoundError } from '@app/platform';
import type { Actor } from '@app/audit';
import { Allow, CurrentActor } from '@app/access';
import { CaseView, toCaseView } from '../cases.dto';
import { AlertTakenError, CaseClosedError } from '../cases.problems';
import { DetachAlerts, DetachedView, PromoteAlerts } from './case-alerts.dto';
import { CaseAlerts } from './case-alerts.service';

/** How alerts become a case and leave one. */
@ApiTags('cases')
@Controller('v1')
export class CaseAlertsController {
  constructor(private readonly alerts: CaseAlerts) {}

  @Post('alerts/promote')
  @Allow('cases.edit')
  @Describe('Make a case of alerts', {
    description:
      'Title, kind, severity and TLP follow from the alerts unless said; their accounts and entities come along.',
    problems: [InvalidInputError, AlertTakenError],
  })
  @ApiCreatedResponse({ type: CaseView })
  async promote(@CurrentActor() actor: Actor, @Body() body: PromoteAlerts): Promise<CaseView> {
    return toCaseView(await this.alerts.promote(actor, body));
  }

  @Post('cases/:id/alerts/detach')
  @HttpCode(200)
  @Allow('cases.edit')
  @Describe('Take alerts out of the case', {
    description:
      'They are in progress then, and correlation does not put them back into this case; a person may. Accounts and entities stay.',
    problems: [NotFoundError, InvalidInputError, CaseClosedError],
  })
  @ApiOkResponse({ type: DetachedView })
  detach(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DetachAlerts,
  ): Promise<DetachedView> {
    return this.alerts.detach(actor, id, body.alertIds, body.reason);
  }
}
