import type { Permission } from '../../api/me';
import { paths } from '../../app/paths';

/** A part of the administration, shown to whoever may read it. */
interface Section {
  label: string;
  to: string;
  needs: Permission;
}

/** Who works here, what comes in, by which rules, and what goes on behind it. */
export const SECTIONS: readonly Section[] = [
  { label: 'People', to: paths.people, needs: 'users.read' },
  { label: 'Teams', to: paths.teams, needs: 'cases.read' },
  { label: 'Detectors', to: paths.detectors, needs: 'detectors.read' },
  { label: 'Alert queues', to: paths.alertQueues, needs: 'alerts.read' },
  { label: 'Correlation rules', to: paths.correlationRules, needs: 'cases.read' },
  { label: 'Policies', to: paths.policies, needs: 'policies.read' },
  { label: 'Playbooks', to: paths.playbooks, needs: 'cases.read' },
  { label: 'Custom fields', to: paths.customFields, needs: 'cases.read' },
  { label: 'Webhooks', to: paths.webhooks, needs: 'webhooks.read' },
  { label: 'Jobs', to: paths.jobs, needs: 'jobs.manage' },
  { label: 'Audit log', to: paths.audit, needs: 'audit.read' },
];
