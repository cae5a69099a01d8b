// `node scripts/pictures.mjs [--url URL] [--dir DIR] [--out DIR] [--width N] [--height N] [--scheme light|dark] [PREFIX …]`
// takes a picture of every page of the demo that runs, for a person to look at, and says where axe finds one that not
// everybody can use; with prefixes, of those whose names begin so. What the demo's story leaves out, such as an order
// that waits for approval, is added to it first.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ROOT } from './setup.mjs';

const { values, positionals: prefixes } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    dir: { type: 'string', default: 'var/demo/run-0.01' },
    out: { type: 'string', default: 'var/pictures' },
    height: { type: 'string', default: '900' },
    width: { type: 'string', multiple: true, default: ['1440', '1024'] },
    scheme: { type: 'string', multiple: true, default: ['light', 'dark'] },
  },
});
const OUT = join(ROOT, values.out);
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
const { password, detectorKeys } = JSON.parse(readFileSync(join(ROOT, values.dir, 'state.json'), 'utf8'));

/** Calls the API for one person. */
class Client {
  cookie = '';

  /** Signed in, or still so from the last run: too many tries to sign in are refused. */
  static async of(email) {
    const client = new Client();
    const file = join(ROOT, values.dir, `session-${email}`);
    client.cookie = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (client.cookie && (await client.get('/v1/me').catch(() => undefined))) return client;
    const answer = await client.send('POST', '/v1/session', { email, password });
    client.cookie = answer.headers.get('set-cookie').split(';')[0];
    writeFileSync(file, client.cookie, { mode: 0o600 });
    return client;
  }

  get = async (path) => {
    const answer = await (await this.send('GET', path)).json();
    return answer.items ?? answer;
  };

  post = async (path, body = {}) => (await this.send('POST', path, body)).json();

  async send(method, path, body) {
    const answer = await fetch(values.url + path, {
      method,
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** Somebody with every right, who has had no part in the story: nothing is refused to them as their own. */
async function somebody() {
  const administrator = await Client.of('admin@lab.example');
  const users = await administrator.get('/v1/users');
  if (!users.some(({ email }) => email === EMAIL)) {
    const { link } = await administrator.post('/v1/users', {
      email: EMAIL,
      name: 'Second administrator',
      roles: ROLES,
    });
    await administrator.post('/v1/invitations/accept', { token: link.split('#')[1], password });
  }
  return Client.of(EMAIL);
}

const FINDINGS = [
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
async function addTo(one, { get, post }) {
  const path = `/v1/cases/${one.id}`;
  if ((await get('/v1/muting-rules')).length > 0) return;
  const sent = await fetch(`${values.url}/v1/alerts/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${Object.values(detectorKeys)[0]}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(report()),
  });
  if (!sent.ok) throw new Error(await sent.text());
  const investigator = await Client.of('investigator@lab.example');
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
  const [alert] = await get('/v1/alerts?limit=1&include=muted');
  await post('/v1/muting-rules', {
    type: alert?.type ?? 'billing.shared-instrument',
    reason: 'Known test accounts of a partner, until their trial ends.',
    expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  });
}

/**
 * Every page: its name, its address, and what is pressed there first, one after the other, by name. Add a line for a new
 * page, dialog or state.
 */
async function pagesOf(one, { get }) {
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
  const findings = await get(`${path}/findings`);
  const [account] = await get(`${path}/accounts?limit=1&status=confirmed`);
  const of = `/cases/${one.id}`;
  return [
    ['home', '/'],
    ['inbox', '/inbox'],
    ['inbox-chosen', '/inbox', 'row:1', 'row:2'],
    ['inbox-alert', `/inbox/${revised.id}`],
    ['views', '/views'],
    ['view', `/views/${first(await get('/v1/views'))}`],
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
    ['case', of],
    ['case-more', of, 'More'],
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

/** Presses a button, a menu's entry, or the box of a row of a list (`row:1`). */
async function press(page, what) {
  if (what.startsWith('row:'))
    return page
      .getByRole('row')
      .nth(Number(what.slice(4)))
      .getByRole('checkbox')
      .click();
  const named = page.getByRole('button', { name: what }).or(page.getByRole('menuitem', { name: what }));
  await named.first().click();
}

const asked = new WeakMap();

/** Keeps which answers a page waits for; the stream of updates never ends. */
function follow(page) {
  const waits = new Set();
  asked.set(page, waits);
  page.on('request', (request) => request.url().includes('/v1/updates') || waits.add(request));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => waits.delete(request));
}

/** Waits until a page has what it asked for and shows it. */
async function rest(page) {
  do {
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await page.evaluate('new Promise((drawn) => setTimeout(drawn, 100))');
  } while (asked.get(page).size > 0);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Throws what axe finds on a page. */
async function expectAccessible(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
      violations.flatMap(({ help, nodes }) => nodes.map(({ html }) => help + ' in ' + html.slice(0, 160))))`,
  );
  if (found.length > 0) throw new Error(`not accessible:\n  ${found.join('\n  ')}`);
}

mkdirSync(OUT, { recursive: true });
const client = await somebody();
const [one] = await client.get('/v1/cases?limit=1');
await addTo(one, client);
const pages = (await pagesOf(one, client)).filter(
  ([name]) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)),
);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const width of values.width.map(Number))
  for (const colorScheme of values.scheme) {
    const context = await browser.newContext({
      viewport: { width, height: Number(values.height) },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const [name, value] = client.cookie.split('=');
    await context.addCookies([{ name, value, url: values.url }]);
    for (const [picture, address, ...presses] of pages) {
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      follow(page);
      try {
        await page.goto(values.url + address);
        await page.locator('h1').first().waitFor();
        await rest(page);
        for (const what of presses) await press(page, what);
        await rest(page);
        await page.screenshot({ path: join(OUT, `${picture}-${width}-${colorScheme}.png`) });
        await expectAccessible(page);
      } catch (error) {
        process.stderr.write(`${picture} at ${width}, ${colorScheme}: ${error.message}\n`);
        process.exitCode = 1;
      }
      await page.close();
    }
    await context.close();
  }
await browser.close();
