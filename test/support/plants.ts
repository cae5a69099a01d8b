import type { TestApp } from './app';
import { always, type Garden, listed, type Plant, posted } from './garden';
import type { HttpClient } from './http-client';
import { cluster, enrichment, finding, judgement, pack, snapshot } from './planted-evidence';
import { claim, frozenLetter, letterFlag } from './planted-letters';

/**
 * What stands in paths after each word, in the order of planting: a later one may name an earlier one. A new kind of
 * thing is one line here.
 */
const PLANTS: readonly (readonly [kind: string, plant: Plant])[] = [
  ['problems', always('not-found')],
  ['job-queues', always('letters')],
  ['detectors', listed('/v1/detectors')],
  ['deliveries', ({ detector }) => delivered(detector)],
  ['alerts', listed('/v1/alerts')],
  ['revisions', always('2')],
  ['entities', always('template')],
  ['value', always('template-planted-000001')],
  ['dead-letters', listed('/v1/alerts/dead-letters', 'id', 'administrator')],
  ['users', listed('/v1/people')],
  ['teams', posted('administrator', '/v1/teams', () => ({ name: 'Night shift' }))],
  [
    'webhooks',
    posted('administrator', '/v1/webhooks', () => ({
      url: 'https://hooks.example/docket',
      eventTypes: ['case.closed'],
    })),
  ],
  [
    'alert-queues',
    posted('administrator', '/v1/alert-queues', () => ({ name: 'Cards', position: 1, typePrefix: 'cards.' })),
  ],
  [
    'muting-rules',
    posted('administrator', '/v1/muting-rules', () => ({
      type: 'x.muted',
      reason: 'Known.',
      expiresAt: inDays(2),
    })),
  ],
  [
    'custom-fields',
    posted('administrator', '/v1/custom-fields', () => ({
      key: 'region',
      label: 'Region',
      type: 'text',
      kinds: ['other'],
    })),
  ],
  ['policies', posted('administrator', '/v1/policies', () => ({ name: 'Usage policy' }))],
  ['playbooks', always('distillation')],
  [
    'cases',
    posted('investigator', '/v1/cases', () => ({ kind: 'distillation', title: 'Campaign', severity: 3 })),
  ],
  ['accounts', confirmedAccounts],
  ['weighed-accounts', ({ the }) => Promise.resolve(the('accounts'))],
  ['notes', posted('investigator', '/v1/cases/{id}/notes', () => ({ text: 'First note.' }))],
  [
    'dates',
    posted('investigator', '/v1/cases/{id}/dates', () => ({
      kind: 'detected',
      at: '2026-06-01T00:00:00Z',
      zone: 'UTC',
      precision: 'instant',
      assertedBy: 'Detection',
      source: 'Log',
    })),
  ],
  ['tasks', listed('/v1/cases/{id}/tasks')],
  [
    'orders',
    posted('investigator', '/v1/cases/{id}/orders', () => ({
      action: 'ban',
      reason: 'One template.',
      accounts: 'confirmed',
    })),
  ],
  ['regimes', listed('/v1/regimes')],
  [
    'facts',
    posted('legal', '/v1/cases/{id}/facts', () => ({
      key: 'aware',
      at: '2026-06-01T00:00:00Z',
      zone: 'UTC',
      source: 'Minutes',
    })),
  ],
  [
    'determinations',
    posted('legal', '/v1/cases/{id}/determinations', (the) => ({
      regimeId: the('regimes'),
      result: 'applicable',
      because: 'Decided by counsel',
    })),
  ],
  [
    'views',
    posted('investigator', '/v1/views', () => ({ name: 'Grave', kind: 'cases', query: 'severity:4' })),
  ],
  ['imports', posted('investigator', '/v1/imports', () => ({ kind: 'usage', fileName: 'usage.csv' }))],
  ['import-mappings', listed('/v1/import-mappings')],
  [
    'import-streams',
    posted('investigator', '/v1/import-streams', () => ({ name: 'gateway', kind: 'usage' })),
  ],
  ['snapshots', snapshot],
  ['legal-holds', posted('legal', '/v1/legal-holds', () => ({ reason: 'Preservation letter' }))],
  ['enrichments', enrichment],
  ['findings', finding],
  ['clusters', cluster],
  ['judgements', judgement],
  ['claims', claim],
  ['letters', frozenLetter],
  ['flags', letterFlag],
  [
    'evidence',
    async ({ app }) => (await app.db.query<{ id: string }[]>('SELECT id FROM evidence_items LIMIT 1'))[0]!.id,
  ],
  // Its files are not there: what reads files has found one above.
  ['packs', pack],
];

/** Plants one of each thing that routes name. */
export async function plantAll(app: TestApp, detector: HttpClient): Promise<Garden> {
  const things = new Map<string, string>();
  const garden: Garden = {
    app,
    detector,
    as: (role) => app.as(role),
    the: (kind) => things.get(kind) ?? NOTHING,
  };
  for (const [kind, plant] of PLANTS) things.set(kind, await plant(garden));
  return garden;
}

/** Stands in paths for what is not planted. */
const NOTHING = '018f0000-0000-7000-8000-000000000000';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** `n` ids that begin with this. */
export const ids = (prefix: string, n: number): string[] =>
  Array.from({ length: n }, (_, at) => `${prefix}-${String(at).padStart(6, '0')}`);

/** Alerts that each name an account and a template of their own. */
export const alerts = (run: string, n: number): object[] =>
  ids(run, n).map((sourceRef) => ({
    type: 'distillation.template',
    sourceRef,
    title: 'Shared template',
    severity: 3,
    confidence: 0.9,
    analytic: { name: 'template-watch', version: '1.0.0' },
    occurredFrom: '2026-06-01T00:00:00Z',
    occurredTo: '2026-06-02T00:00:00Z',
    detectedAt: '2026-06-02T01:00:00Z',
    subjects: { accounts: [`acc-${sourceRef}`], templates: [`template-${sourceRef}`] },
  }));

/** Alerts with a second revision of the latest and a dead letter; gives the id of a delivery that is worked off later. */
async function delivered(detector: HttpClient): Promise<string> {
  await detector.post('/v1/alerts/batch', [...alerts('planted', 600), { type: 'broken' }]);
  await detector.post('/v1/alerts', { ...alerts('planted', 600).at(-1), severity: 4 });
  const later = await detector.post<{ deliveryId: string }>('/v1/alerts/batch', alerts('later', 1), {
    prefer: 'respond-async',
  });
  return later.body.deliveryId;
}

async function confirmedAccounts({ as, the }: Garden): Promise<string> {
  const accounts = `/v1/cases/${the('cases')}/accounts`;
  const investigator = await as('investigator');
  await investigator.post(accounts, { accountIds: ids('acc', 300), source: 'list' });
  await investigator.post(`${accounts}/verdicts`, {
    status: 'confirmed',
    reason: 'One template.',
    allSuspected: true,
  });
  return 'acc-000001';
}
