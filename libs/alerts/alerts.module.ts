import { Module } from '@nestjs/common';
import { AlertsController } from './alerts.controller';
import { Alerts } from './alerts.service';
import { DetectorsController } from './detectors/detectors.controller';
import { Detectors } from './detectors/detectors.service';
import { AlertIntake } from './intake/intake.service';

/** Detectors and what they claim. */
@Module({
  controllers: [DetectorsController, AlertsController],
  providers: [Detectors, AlertIntake, Alerts],
  exports: [Detectors, Alerts],
})
export class AlertsModule {}
