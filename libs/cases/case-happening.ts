import type { WebhookHappening } from '@app/updates';
import type { Case } from './case.entity';

/** What webhooks are told of a case. Not its kind: correlation finds that out after it has opened the case. */
export function happened(
  type: 'case.opened' | 'case.closed' | 'case.merged' | 'case.unmerged',
  subject: Case,
  at: Date,
): WebhookHappening {
  const { id, number, stage, resolution, impact, mergedIntoId } = subject;
  return {
    type,
    subject: `cases/${id}`,
    at,
    data: { caseId: id, number, stage, resolution, impact, mergedIntoId },
  };
}
