import { FINDINGS } from './additions.mjs';

/**
 * Every page: its name, its address, and what is pressed there first, one after the other, by name. Add a line for a new
 * page, dialog or state.
 */
export async function pagesOf(one, { get }) {
  const path = `/v1/cases/${one.id}`;
  const first = (list) => list[0]?.id ?? '';
  const [orders, letters] = [await get('/v1/orders'), await get('/v1/letters')];
  const waiting = first(orders.filter(({ status }) => status === 'proposed'));
  const done = first(orders.filter(({ status }) => status === 'executed'));
  const draft = first(letters.filter(({ state }) => state === 'Draft'));
  const sent = first(letters.filter(({ state }) => state !== 'Draft'));
  const imports = await get('/v1/imports');
  const withdrawable = first(imports.filter(({ allowed }) => allowed.includes('withdraw')));
  const mapping = `/usage/mappings/${first(await get('/v1/import-mappings'))}`;
  const [revised] = await get(`/v1/alerts/by-source-ref?type=${FINDINGS[2][0]}&sourceRef=PIC-7`);
  const view = `/views/${first(await get('/v1/views'))}`;
  const findings = await get(`${path}/findings`);
  const [account] = await get(`${path}/accounts?limit=1&status=confirmed`);
  const of = `/cases/${one.id}`;
  return [
    ['sign-in', '/sign-in'],
    ['welcome', '/welcome#token'],
    ['home', '/'],
    ['home-me', '/', 'Second administrator'],
    ['inbox', '/inbox'],
    ['inbox-keep', '/inbox', 'Keep or export'],
    ['inbox-chosen', '/inbox', 'row:1', 'row:2'],
    ['inbox-alert', `/inbox/${revised.id}`],
    ['views', '/views'],
    ['view', view],
    ['view-more', view, 'More'],
    ['muting-rules', '/muting-rules'],
    ['dead-letters', '/dead-letters'],
    ['proposals', '/proposals'],
    ['cases', '/cases'],
    ['cases-new', '/cases/new'],
    ['orders', '/orders'],
    ['order-waiting', `/orders/${waiting}`],
    ['order-approve', `/orders/${waiting}`, 'Approve…'],
    ['order-done', `/orders/${done}`],
    ['obligations', '/obligations'],
    ['letters', '/letters'],
    ['letter-draft', `/letters/${draft}`],
    ['letter-sent', `/letters/${sent}`],
    ['usage', '/usage'],
    ['usage-import', `/usage/imports/${first(imports)}`],
    ['usage-import-withdraw', `/usage/imports/${withdrawable}`, 'Withdraw…'],
    ['usage-import-new', '/usage/imports/new'],
    ['usage-mappings', '/usage/mappings'],
    ['usage-mapping', mapping],
    ['usage-mapping-keep', '/usage/mappings', 'Keep a mapping…'],
    ['usage-mapping-next', mapping, 'Next version…'],
    ['usage-snapshots', '/usage/snapshots'],
    ['usage-snapshot', `/usage/snapshots/${first(await get('/v1/snapshots'))}`],
    ['usage-streams', '/usage/streams'],
    ['usage-stream-make', '/usage/streams', 'Make a stream…'],
    ['usage-holds', '/usage/holds'],
    ['kpis', '/kpis'],
    ['kpis-alerts', '/kpis?of=alerts&by=detector'],
    ['search', '/search?q=acct'],
    ['nowhere', '/nowhere'],
    ['keys', '/', 'Help', 'Keys'],
    ...[
      'alert-queues',
      'audit',
      'correlation-rules',
      'custom-fields',
      'detectors',
      'jobs',
      'people',
      'playbooks',
    ].map((name) => [`admin-${name}`, `/admin/${name}`]),
    ...['policies', 'teams', 'webhooks', 'playbooks/distillation'].map((name) => [
      `admin-${name.replace('/', '-')}`,
      `/admin/${name}`,
    ]),
    ['admin-detector', `/admin/detectors/${first(await get('/v1/detectors'))}`],
    ['admin-webhook', `/admin/webhooks/${first(await get('/v1/webhooks'))}`],
    ['case', of],
    ['case-more', of, 'More'],
    ['case-move', of, 'Move to…'],
    ...[
      'alerts',
      'accounts',
      'attribution',
      'claims',
      'claims/new',
      'entities',
      'evidence',
      'evidence/candidates',
    ].map((name) => [`case-${name.replace('/', '-')}`, `${of}/${name}`]),
    ...[
      'evidence/clusters',
      'evidence/clusters/1',
      'evidence/keys',
      'files',
      'letters',
      'letters/new',
      'notes',
    ].map((name) => [`case-${name.replaceAll('/', '-')}`, `${of}/${name}`]),
    ...[
      'obligations',
      'orders',
      'orders/new',
      'packs',
      'related',
      'tasks',
      'timeline',
      'attribution/new',
    ].map((name) => [`case-${name.replace('/', '-')}`, `${of}/${name}`]),
    ['case-account', `${of}/accounts/${account?.accountId}`],
    ['case-accounts-chosen', `${of}/accounts`, 'row:1', 'row:2'],
    ['case-claim', `${of}/claims/${first(await get(`${path}/claims`))}`],
    ['case-judgement', `${of}/attribution/${first(await get(`${path}/judgements`))}`],
    ['case-file', `${of}/files/${first(await get(`${path}/evidence`))}`],
    ['case-task', `${of}/tasks/${first(await get(`${path}/tasks`))}`],
    ...findings.map(({ id, analyzer }) => [`finding-${analyzer}`, `${of}/evidence/findings/${id}`]),
    // Last: it stays over every page that comes after.
    ['case-tour', `${of}?tour=begin`],
  ];
}
