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
  search: (q: string) => `/search?q=${encodeURIComponent(q)}`,
} as const;

/** Where to go after signing in: an address within the console, and nowhere else. */
export function within(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : paths.home;
}
