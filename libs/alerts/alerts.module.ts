import { Module } from '@nestjs/common';
import { AlertsController } from './alerts.controller';
import { Alerts } from './alerts.service';
import { DetectorsController } from './detectors/detectors.controller';
import { Detectors } from './detectors/detectors.service';
import { InboxController } from './inbox/inbox.controller';
import { Inbox } from './inbox/inbox.service';
import { MutingRulesController } from './muting/muting-rules.controller';
import { MutingRules } from './muting/muting-rules.service';
import { AlertQueuesController } from './queues/alert-queues.controller';
import { AlertQueues } from './queues/alert-queues.service';
import { AlertIntake } from './intake/intake.service';

/** Detectors and what they claim. */
@Module({
  controllers: [
    DetectorsController,
    AlertsController,
    InboxController,
    AlertQueuesController,
    MutingRulesController,
  ],
  providers: [Detectors, AlertIntake, Alerts, Inbox, AlertQueues, MutingRules],
  exports: [Detectors, Alerts],
})
export class AlertsModule {}
