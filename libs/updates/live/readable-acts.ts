import type { Permission } from '@app/access';

/**
 * Who hears of an act: the right with which one reads what was acted on, by the noun before the dot of the action.
 * A noun without a row is told to nobody.
 */
export const RIGHT_OF_ACTS: Readonly<Record<string, Permission>> = {
  alert: 'alerts.read',
  alerts: 'alerts.read',
  case: 'cases.read',
  claim: 'claims.read',
  correlation: 'cases.read',
  custom_field: 'cases.read',
  dead_letter: 'alerts.read',
  detector: 'detectors.read',
  determination: 'obligations.read',
  enrichment: 'enrichment.read',
  evidence: 'cases.read',
  export: 'audit.read',
  fact: 'obligations.read',
  finding: 'enrichment.read',
  import: 'usage.read',
  import_mapping: 'usage.read',
  import_stream: 'usage.read',
  job: 'jobs.manage',
  judgement: 'attribution.read',
  key: 'detectors.read',
  legal_hold: 'usage.read',
  letter: 'letters.read',
  muting_rule: 'alerts.read',
  obligation: 'obligations.read',
  order: 'orders.read',
  pack: 'packs.read',
  playbook: 'cases.read',
  policy: 'policies.read',
  queue: 'alerts.read',
  retention: 'usage.read',
  session: 'audit.read',
  snapshot: 'usage.read',
  team: 'cases.read',
  user: 'users.read',
  webhook: 'webhooks.read',
};

/** Whether someone with these rights hears of an act. */
export function mayHear(permissions: ReadonlySet<string>, action: string): boolean {
  const noun = action.slice(0, action.indexOf('.'));
  const right = Object.hasOwn(RIGHT_OF_ACTS, noun) ? RIGHT_OF_ACTS[noun] : undefined;
  return right !== undefined && permissions.has(right);
}

/** Acts after which somebody may hear more or less than before, or nothing at all. */
const ACTS_ON_RIGHTS: ReadonlySet<string> = new Set(['session.closed', 'user.changed', 'user.link_accepted']);

/** Whether an act can end a session or change a person's rights. */
export const isOnRights = (action: string): boolean => ACTS_ON_RIGHTS.has(action);
