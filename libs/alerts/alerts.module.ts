import { Module } from '@nestjs/common';
import { UpdatesModule } from '@app/updates';
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
import { DeadLettersController } from './dead-letters/dead-letters.controller';
import { DeadLetters } from './dead-letters/dead-letters.service';
import { DeliveriesController } from './deliveries/deliveries.controller';
import { Deliveries } from './deliveries/deliveries.service';
import { AlertsWorker } from './alerts.worker';
import { IntakeRate } from './intake/intake-rate';
import { IntakeController } from './intake/intake.controller';
import { AlertIntake } from './intake/intake.service';

/** Detectors and what they claim. */
@Module({
  imports: [UpdatesModule],
  controllers: [
    DetectorsController,
    IntakeController,
    // Before those with `:id` in the same place.
    DeadLettersController,
    DeliveriesController,
    AlertsController,
    InboxController,
    AlertQueuesController,
    MutingRulesController,
  ],
  providers: [
    Detectors,
    AlertIntake,
    DeadLetters,
    Deliveries,
    IntakeRate,
    AlertsWorker,
    Alerts,
    Inbox,
    AlertQueues,
    MutingRules,
  ],
  exports: [AlertsWorker, IntakeRate, Detectors, Alerts],
})
export class AlertsModule {}
