/** Every address of the console. Link with these, so that an address is written in one place. */
export const paths = {
  home: '/',
  admin: '/admin',
  alertQueues: '/admin/alert-queues',
  audit: '/admin/audit',
  signIn: '/sign-in',
  welcome: '/welcome',
  alert: (id: string) => `/inbox/${id}`,
  cases: '/cases',
  newCase: '/cases/new',
  case: (id: string) => `/cases/${id}`,
  caseAccounts: (id: string) => `/cases/${id}/accounts`,
  caseAttribution: (id: string) => `/cases/${id}/attribution`,
  caseClaims: (id: string) => `/cases/${id}/claims`,
  caseNotes: (id: string) => `/cases/${id}/notes`,
  caseObligations: (id: string) => `/cases/${id}/obligations`,
  caseLetters: (id: string) => `/cases/${id}/letters`,
  caseOrders: (id: string) => `/cases/${id}/orders`,
  caseTasks: (id: string) => `/cases/${id}/tasks`,
  caseAccount: (id: string, accountId: string) => `/cases/${id}/accounts/${encodeURIComponent(accountId)}`,
  correlationRules: '/admin/correlation-rules',
  customFields: '/admin/custom-fields',
  detector: (id: string) => `/admin/detectors/${id}`,
  detectors: '/admin/detectors',
  jobs: '/admin/jobs',
  kpis: '/kpis',
  letter: (id: string) => `/letters/${id}`,
  order: (id: string) => `/orders/${id}`,
  people: '/admin/people',
  playbook: (kind: string) => `/admin/playbooks/${kind}`,
  playbooks: '/admin/playbooks',
  policies: '/admin/policies',
  search: (q: string) => `/search?q=${encodeURIComponent(q)}`,
  teams: '/admin/teams',
  webhook: (id: string) => `/admin/webhooks/${id}`,
  webhooks: '/admin/webhooks',
} as const;

/** Where to go after signing in: an address within the console, and nowhere else. */
export function within(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : paths.home;
}
