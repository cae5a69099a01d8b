const EMAIL = 'pictures@lab.example';
const ROLES = [
  'administrator',
  'auditor',
  'analyst',
  'investigator',
  'legal',
  'policy',
  'signatory',
  'enforcement_lead',
];

/** Somebody with every right, who has had no part in the story: nothing is refused to them as their own. */
export async function somebody(people) {
  const administrator = await people.of('admin@lab.example');
  const users = await administrator.get('/v1/users');
  if (!users.some(({ email }) => email === EMAIL)) {
    const { link } = await administrator.post('/v1/users', {
      email: EMAIL,
      name: 'Second administrator',
      roles: ROLES,
    });
    await administrator.post('/v1/invitations/accept', {
      token: link.split('#')[1],
      password: people.password,
    });
  }
  return people.of(EMAIL);
}

/** What detectors report, by type: severity and title. */
export const FINDINGS = [
  ['billing.shared-instrument', 3, 'One card pays for 14 accounts that were opened in one hour'],
  ['distillation.template-burst', 4, 'One prompt template from 31 accounts within two minutes'],
  ['distillation.shared-address', 2, '8 accounts with different owners come from one address'],
  ['access.key-sharing', 3, 'One key is used from eleven networks at the same time'],
  ['access.region', 1, 'An account moves between two countries in nine minutes'],
];

/** What a detector reports on a day: different things, one of which comes twice and one that cannot be read. */
function report() {
  const day = new Date(Date.now() - 86_400_000).toISOString();
  const alerts = Array.from({ length: 40 }, (_, at) => {
    const [type, severity, title] = FINDINGS[at % FINDINGS.length];
    const accounts = [`acct_${5000 + 2 * at}`, `acct_${5001 + 2 * at}`];
    return {
      type,
      severity,
      title,
      sourceRef: `PIC-${at}`,
      confidence: 0.4 + (at % 6) / 10,
      description: `${title}. Seen in the hour before the report; none of the accounts is in a case.`,
      occurredFrom: day,
      occurredTo: day,
      detectedAt: day,
      subjects: { accounts },
      analytic: { name: type.split('.')[1], version: '1.2' },
    };
  });
  return [
    ...alerts,
    alerts[3],
    alerts[3],
    { ...alerts[7], severity: 4 },
    { sourceRef: 'PIC-broken', severity: 9 },
  ];
}

/** Adds what the story leaves out, unless it was added before. */
export async function addTo(one, { get, post }, people) {
  const path = `/v1/cases/${one.id}`;
  if ((await get('/v1/muting-rules')).length > 0) return;
  const sent = await fetch(`${people.url}/v1/alerts/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${people.detectorKey}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(report()),
  });
  if (!sent.ok) throw new Error(await sent.text());
  const investigator = await people.of('investigator@lab.example');
  const order = await investigator.post(`${path}/orders`, {
    action: 'ban',
    reason: 'Usage policy 4.2: accounts that came back after the first order',
    accounts: 'confirmed',
  });
  await investigator.post(`/v1/orders/${order.id}/propose`);
  const claims = await get(`${path}/claims`);
  await post(`${path}/letters`, {
    template: 'congress-voluntary',
    claims: Object.fromEntries(claims.map(({ measure, id }) => [measure, id])),
    passages: { conduct: 'The accounts were opened with fraudulent particulars.' },
    recipients: [
      {
        honorific: '',
        name: '',
        title: 'Chair',
        body: 'Committee of Examples',
        addressLines: ['United States Senate', 'Washington, DC 20510'],
      },
    ],
    date: '2026-06-12',
  });
  await post(`${path}/notes`, {
    text: 'The payment processor **confirms** one buyer for the cards of cluster 1.',
  });
  await post(`${path}/playbook`);
  const [task] = await get(`${path}/tasks`);
  await post(`${path}/tasks/${task.id}/take`);
  // Nobody listens there: its log shows what is tried again.
  const webhook = await post('/v1/webhooks', {
    url: 'https://tickets.example/closed-alerts',
    eventTypes: ['alert.closed'],
    description: 'Closed alerts, for the ticket system',
  });
  await post(`/v1/webhooks/${webhook.id}/test`);
  const [alert] = await get('/v1/alerts?limit=1&include=muted');
  // Last: that there is one says that all was added.
  await post('/v1/muting-rules', {
    type: alert?.type ?? 'billing.shared-instrument',
    reason: 'Known test accounts of a partner, until their trial ends.',
    expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  });
}
