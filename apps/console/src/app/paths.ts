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
  inbox: '/inbox',
  alert: (id: string) => `/inbox/${id}`,
  deadLetters: '/dead-letters',
  mutingRules: '/muting-rules',
  proposals: '/proposals',
  views: '/views',
  view: (id: string) => `/views/${id}`,
  search: (q: string) => `/search?q=${encodeURIComponent(q)}`,
} as const;

/** Where to go after signing in: an address within the console, and nowhere else. */
export function within(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : paths.home;
}
