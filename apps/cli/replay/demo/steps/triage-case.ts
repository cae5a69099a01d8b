import type { ApiClient } from '../api-client';
import { type Step, type Story, waitFor } from '../story';

interface CaseView {
  id: string;
  number: number;
  title: string;
  stage: string;
  phase: string;
  version: number;
}

/** The correlated alerts are one case; an analyst triages it and puts every account that the alerts name into it. */
export const triageCase: Step = {
  name: '2 case',
  async play(story) {
    const { state, cast } = story;
    const found = await correlatedCase(story);
    state.caseId = found.id;
    await state.save();
    const clauseId = await policyClause(cast.administrator);
    const me = await cast.analyst.get<{ id: string }>('/v1/me');
    const before = await cast.analyst.get<CaseView>(`/v1/cases/${found.id}`);
    if (before.stage === 'New')
      await cast.analyst.post(`/v1/cases/${found.id}/transition`, { stage: 'InProgress' });
    const taken = await cast.analyst.get<CaseView>(`/v1/cases/${found.id}`);
    await cast.analyst.patch(`/v1/cases/${found.id}`, {
      version: taken.version,
      title: 'Coordinated extraction through fraudulent accounts, April to June 2026',
      summary:
        'Three detectors name accounts that share prompt templates, payment instruments and addresses.',
      severity: 4,
      tlp: 'AMBER+STRICT',
      pap: 'AMBER',
      ownerId: me.id,
    });
    await cast.analyst.post(`/v1/cases/${found.id}/violations`, { clauseIds: [clauseId] });
    const { added, already, total } = await cast.analyst.post<{
      added: number;
      already: number;
      total: number;
    }>(`/v1/cases/${found.id}/accounts`, { from: 'alerts' });
    story.say(
      `  case ${found.number}: ${added + already} accounts named by alerts attached in one call (${total} in the case)`,
    );
    const moved = await cast.analyst.get<CaseView>(`/v1/cases/${found.id}`);
    if (moved.phase === 'Triage')
      await cast.analyst.post(`/v1/cases/${found.id}/transition`, { phase: 'Investigation' });
  },
};

/** Waits until correlation has nothing more to do, and gives the case that most alerts went into. */
async function correlatedCase({ cast: { analyst }, progress }: Story): Promise<CaseView> {
  let last = '';
  let stillFor = 0;
  return waitFor(
    'the correlated case',
    async () => {
      const waiting = (await analyst.get<{ items: unknown[] }>('/v1/alerts?stage=New&limit=1000')).items
        .length;
      const cases: (CaseView & { alerts: number })[] = [];
      for await (const one of analyst.all<CaseView>('/v1/cases?limit=100')) {
        let alerts = 0;
        for await (const _ of analyst.all(`/v1/cases/${one.id}/alerts?limit=1000`)) alerts += 1;
        cases.push({ ...one, alerts });
      }
      const seen = JSON.stringify([waiting, cases.map((one) => [one.id, one.alerts])]);
      progress(
        `  correlating: ${cases.length} cases so far, ${waiting === 1000 ? '1,000 or more' : waiting} alerts not looked at or alone`,
      );
      stillFor = seen === last ? stillFor + 1 : 0;
      last = seen;
      const largest = cases.toSorted((a, b) => b.alerts - a.alerts)[0];
      return stillFor >= 3 ? largest : undefined;
    },
    { everyMs: 700 },
  );
}

/** The clause that the campaign breaks; the administrator enters the lab's policy once. */
async function policyClause(administrator: ApiClient): Promise<string> {
  interface Policy {
    id: string;
    name: string;
    versions: { clauses: { id: string; code: string }[] }[];
  }
  const name = 'Usage policy';
  const list = await administrator.get<Policy[] | { items: Policy[] }>('/v1/policies');
  const known = (Array.isArray(list) ? list : list.items).find((policy) => policy.name === name);
  const policy = known ?? (await administrator.post<Policy>('/v1/policies', { name }));
  if (!policy.versions?.length) {
    await administrator.post(`/v1/policies/${policy.id}/versions`, {
      version: '2026-03',
      effectiveOn: '2026-03-01',
      clauses: [
        {
          code: '4.2',
          title: 'No extraction of the model',
          text: 'Outputs may not be collected to train or improve a competing model, and accounts may not be opened under false pretences to that end.',
          violationType: 'model_extraction',
          enforcement: 'ban',
        },
      ],
    });
  }
  const whole = await administrator.get<Policy[] | { items: Policy[] }>('/v1/policies');
  const clause = (Array.isArray(whole) ? whole : whole.items).find((one) => one.name === name)?.versions[0]
    ?.clauses[0];
  if (!clause) throw new Error('the policy has no clause');
  return clause.id;
}
