/** Every address of the console. Link with these, so that an address is written in one place. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  welcome: '/welcome',
  cases: '/cases',
  newCase: '/cases/new',
  case: (id: string) => `/cases/${id}`,
  caseAccounts: (id: string) => `/cases/${id}/accounts`,
  caseAccount: (id: string, accountId: string) => `/cases/${id}/accounts/${encodeURIComponent(accountId)}`,
  caseCandidates: (id: string) => `/cases/${id}/evidence/candidates`,
  caseCluster: (id: string, number: number | string) => `/cases/${id}/evidence/clusters/${number}`,
  caseClusters: (id: string) => `/cases/${id}/evidence/clusters`,
  caseEvidence: (id: string) => `/cases/${id}/evidence`,
  caseFinding: (id: string, findingId: string) => `/cases/${id}/evidence/findings/${findingId}`,
  caseKeys: (id: string) => `/cases/${id}/evidence/keys`,
  search: (q: string) => `/search?q=${encodeURIComponent(q)}`,
  usage: '/usage',
  usageHolds: '/usage/holds',
  usageImport: (id: string) => `/usage/imports/${id}`,
  usageNewImport: '/usage/imports/new',
  usageSnapshot: (id: string) => `/usage/snapshots/${id}`,
  usageSnapshots: '/usage/snapshots',
  usageStreams: '/usage/streams',
} as const;

/** Where to go after signing in: an address within the console, and nowhere else. */
export function within(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : paths.home;
}
