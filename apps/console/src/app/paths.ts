/** Every address of the console. Link with these, so that an address is written in one place. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  welcome: '/welcome',
  cases: '/cases',
  newCase: '/cases/new',
  case: (id: string) => `/cases/${id}`,
  caseAccounts: (id: string) => `/cases/${id}/accounts`,
  caseLetters: (id: string) => `/cases/${id}/letters`,
  caseObligations: (id: string) => `/cases/${id}/obligations`,
  caseOrders: (id: string) => `/cases/${id}/orders`,
  caseAccount: (id: string, accountId: string) => `/cases/${id}/accounts/${encodeURIComponent(accountId)}`,
  letters: '/letters',
  letter: (id: string) => `/letters/${id}`,
  newLetter: (caseId: string) => `/cases/${caseId}/letters/new`,
  newOrder: (caseId: string) => `/cases/${caseId}/orders/new`,
  obligations: '/obligations',
  orders: '/orders',
  order: (id: string) => `/orders/${id}`,
  caseAlerts: (id: string) => `/cases/${id}/alerts`,
  caseAttribution: (id: string) => `/cases/${id}/attribution`,
  caseClaim: (id: string, claimId: string) => `/cases/${id}/claims/${claimId}`,
  caseClaims: (id: string) => `/cases/${id}/claims`,
  caseEntities: (id: string) => `/cases/${id}/entities`,
  caseFile: (id: string, evidenceId: string) => `/cases/${id}/files/${evidenceId}`,
  caseFiles: (id: string) => `/cases/${id}/files`,
  caseJudgement: (id: string, judgementId: string) => `/cases/${id}/attribution/${judgementId}`,
  caseNotes: (id: string) => `/cases/${id}/notes`,
  casePacks: (id: string) => `/cases/${id}/packs`,
  caseRelated: (id: string) => `/cases/${id}/related`,
  caseTask: (id: string, taskId: string) => `/cases/${id}/tasks/${taskId}`,
  caseTasks: (id: string) => `/cases/${id}/tasks`,
  caseTimeline: (id: string) => `/cases/${id}/timeline`,
  newCaseClaim: (id: string) => `/cases/${id}/claims/new`,
  newCaseJudgement: (id: string) => `/cases/${id}/attribution/new`,
  /** Claims a figure that takes the place of an earlier claim. */
  successorOfClaim: (id: string, claimId: string) => `/cases/${id}/claims/new?instead=${claimId}`,
  search: (q: string) => `/search?q=${encodeURIComponent(q)}`,
} as const;

/** Where to go after signing in: an address within the console, and nowhere else. */
export function within(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : paths.home;
}
