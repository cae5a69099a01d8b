import type { View } from '../../api/client';
import { inWords } from '../../kit/chips';

export type Role = View<'UserView'>['roles'][number];

/** The roles in the words of the screen, with what each is for. */
const ROLES: Record<Role, string> = {
  analyst: 'triages alerts and works on cases',
  investigator: 'investigates, gives verdicts, makes claims, proposes orders',
  enforcement_lead: 'proposes and approves orders',
  legal: 'determines obligations, reviews letters, places legal holds',
  policy: 'writes and sends letters',
  signatory: 'signs letters',
  auditor: 'reads everything, and the audit log',
  administrator: 'looks after people, detectors, rules and webhooks',
};

export const ROLE_CHOICES = (Object.keys(ROLES) as Role[]).map((value) => ({
  value,
  label: inWords(value),
  does: ROLES[value],
}));
