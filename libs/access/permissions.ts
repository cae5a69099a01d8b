/** Every right there is. Named `<what>.<act>`; a detector's key holds a subset as its scopes. */
export const PERMISSIONS = [
  'alerts.send',
  'alerts.read',
  'alerts.triage',
  'alerts.mute',
  'cases.read',
  'cases.edit',
  'cases.assess',
  'casework.configure',
  'usage.read',
  'usage.import',
  'usage.snapshot',
  'usage.hold',
  'usage.withdraw',
  'enrichment.read',
  'enrichment.run',
  'attribution.read',
  'attribution.judge',
  'attribution.review',
  'packs.read',
  'packs.make',
  'packs.reidentify',
  'claims.read',
  'claims.edit',
  'claims.approve',
  'orders.read',
  'orders.propose',
  'orders.approve',
  'obligations.read',
  'obligations.determine',
  'letters.read',
  'letters.draft',
  'letters.review',
  'letters.sign',
  'letters.dispatch',
  'policies.read',
  'policies.manage',
  'detectors.read',
  'detectors.manage',
  'webhooks.read',
  'webhooks.manage',
  'users.read',
  'users.manage',
  'jobs.manage',
  'audit.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What a key may hold: a detector's, or that of what ships a lab's usage. */
export const SCOPES = [
  'alerts.send',
  'alerts.read',
  'usage.import',
  'usage.read',
] as const satisfies readonly Permission[];
export type Scope = (typeof SCOPES)[number];

const READS = PERMISSIONS.filter(
  (permission) => permission.endsWith('.read') && permission !== 'audit.read' && permission !== 'users.read',
);

/**
 * The roles of a lab's casework. Rights that must lie with different people (propose and approve, draft and sign)
 * may meet in one role only where the service itself refuses the same person twice.
 */
export const ROLES = {
  analyst: [...READS, 'alerts.triage', 'cases.edit', 'usage.import'],
  investigator: [
    ...READS,
    'alerts.triage',
    'alerts.mute',
    'cases.edit',
    'cases.assess',
    'usage.import',
    'usage.snapshot',
    'usage.withdraw',
    'enrichment.run',
    'attribution.judge',
    'attribution.review',
    'packs.make',
    'packs.reidentify',
    'claims.edit',
    'claims.approve',
    'orders.propose',
  ],
  enforcement_lead: [...READS, 'cases.edit', 'orders.propose', 'orders.approve'],
  legal: [
    ...READS,
    'usage.hold',
    'packs.reidentify',
    'claims.approve',
    'obligations.determine',
    'letters.review',
  ],
  policy: [...READS, 'packs.make', 'claims.edit', 'letters.draft', 'letters.dispatch'],
  signatory: [...READS, 'letters.sign'],
  auditor: [...READS, 'users.read', 'audit.read'],
  administrator: [
    ...READS,
    'users.read',
    'users.manage',
    'jobs.manage',
    'alerts.mute',
    'casework.configure',
    'usage.hold',
    'detectors.manage',
    'webhooks.manage',
    'policies.manage',
    'audit.read',
  ],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as Role[];

/** The rights of someone who holds these roles. */
export function permissionsOf(roles: readonly Role[]): Set<Permission> {
  return new Set(roles.flatMap((role) => ROLES[role]));
}
