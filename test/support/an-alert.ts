/** An alert about an account of its own, so that nothing brings it together with another. */
export const anAlert = (name: string, over: object = {}) => ({
  type: 'usage.volume',
  sourceRef: name,
  title: `Much traffic: ${name}`,
  description: `Far more than the week before, by ${name}.`,
  severity: 2,
  confidence: 0.7,
  analytic: { name: 'volume', version: '1.0.0' },
  occurredFrom: '2026-05-01T00:00:00Z',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T06:00:00Z',
  subjects: { accounts: [`acct-${name}`] },
  tags: ['volume'],
  ...over,
});
