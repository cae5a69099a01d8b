export * from './alert-content';
export * from './alert-stage';
export * from './alert.entity';
export * from './alert-revision.entity';
export * from './alert-subject.entity';
export * from './detectors/detector.entity';
export * from './queues/alert-queue.entity';
export * from './muting/muting-rule.entity';
export * from './correlate-alerts.job';
export { AlertView, toAlertView } from './alerts.dto';
export * from './alerts.service';
export { type ActName, type AlertAct } from './inbox/alert-act';
export * from './inbox/inbox.service';
export * from './detectors/detectors.service';
export * from './alerts.module';
export * from './alerts.worker';
export { IntakeRate, IntakeRateOptions } from './intake/intake-rate';
export { isAddress } from './intake/formats/compiled-check';
export { canonicalAddress } from './intake/formats/normalise';
export * from './deliveries/take-delivery.job';

import { AlertDelivery, AlertDeliveryPart } from './deliveries/alert-delivery.entity';
import { DeadLetter, DeadLetterTally } from './dead-letters/dead-letter.entity';
import { IntakeRateRow } from './intake/intake-rate.entity';
import { Alert } from './alert.entity';
import { AlertRevision } from './alert-revision.entity';
import { AlertSubject } from './alert-subject.entity';
import { AlertTag } from './alert-tag.entity';
import { AlertQueue } from './queues/alert-queue.entity';
import { MutingRule } from './muting/muting-rule.entity';
import { Detector } from './detectors/detector.entity';

export const ALERTS_ENTITIES = [
  Detector,
  AlertQueue,
  MutingRule,
  Alert,
  AlertRevision,
  AlertSubject,
  AlertTag,
  DeadLetter,
  DeadLetterTally,
  AlertDelivery,
  AlertDeliveryPart,
  IntakeRateRow,
];
