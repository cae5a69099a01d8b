import type { WebhookHappening } from '@app/updates';
import type { Alert } from './alert.entity';

/** What webhooks are told of an alert that has come to its stage. */
export function happened(
  type: 'alert.imported' | 'alert.closed',
  alert: Pick<Alert, 'id' | 'stage' | 'caseId' | 'detectorId' | 'type' | 'sourceRef'> & {
    resolution?: Alert['resolution'];
  },
  at: Date,
): WebhookHappening {
  const { id, stage, caseId, detectorId, sourceRef, resolution = null } = alert;
  return {
    type,
    subject: `alerts/${id}`,
    at,
    detectorId,
    data: { alertId: id, stage, resolution, caseId, detectorId, type: alert.type, sourceRef },
  };
}
