import type { ProposalView, DecisionResultView } from '../../libs/cases/proposals/proposals.dto';
import type { RuleSetsView, RuleSetView, TrialView } from '../../libs/cases/correlation/rules.dto';
import type { CaseAlertView } from '../../libs/cases/file/case-file.dto';
import type { TimelineEntryView } from '../../libs/cases/timeline/timeline.dto';
import type { CaseView } from '../../libs/cases/cases.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

interface Subjects {
  accounts?: string[];
  addresses?: string[];
  instruments?: string[];
  templates?: string[];
  fingerprints?: string[];
}

interface Listed<T> {
  items: T[];
  nextCursor: string | null;
}

const NOBODY = '018f0000-0000-7000-8000-000000000000';
const CLOSED = {
  stage: 'Closed',
  resolution: 'FalsePositive',
  impact: 'NotApplicable',
  summary: 'A test of ours.',
};

const anAlert = (sourceRef: string, subjects: Subjects, day = '2026-05-01') => ({
  type: 'distillation.payment_graph',
  sourceRef,
  title: `Finding ${sourceRef}`,
  severity: 2,
  confidence: 0.9,
  analytic: { name: 'shared-instrument', version: '1' },
  occurredFrom: `${day}T00:00:00Z`,
  occurredTo: `${day}T12:00:00Z`,
  detectedAt: `${day}T13:00:00Z`,
  subjects,
});

describe('alerts are linked, proposed or left alone', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let analyst: HttpClient;
  let administrator: HttpClient;
  let detector: HttpClient;

  beforeAll(async () => {
    app = await startApp();
    [investigator, analyst, administrator, detector] = await Promise.all([
      app.as('investigator'),
      app.as('analyst'),
      app.as('administrator'),
      app.detector('payment-graph'),
    ]);
  });
  afterAll(() => app?.stop());

  /** Sends alerts, waits for their case, and gives their ids. */
  const send = async (...alerts: object[]): Promise<string[]> => {
    const { status, body } = await detector.post<{ results: { alertId: string }[] }>(
      '/v1/alerts/batch',
      alerts,
    );
    expect(status).toBe(200);
    await app.drain();
    return body.results.map(({ alertId }) => alertId);
  };
  const caseOf = async (alertId: string): Promise<string | null> =>
    (await investigator.get<{ caseId: string | null }>(`/v1/alerts/${alertId}`)).body.caseId;
  const proposals = async (of: string, status = 'open'): Promise<ProposalView[]> =>
    (await investigator.get<Listed<ProposalView>>(`/v1/${of}/proposals?status=${status}`)).body.items;
  const decide = (
    id: string,
    act: 'accept' | 'decline',
    by = investigator,
    body: object = { reason: 'Seen.' },
  ) => by.post<ProposalView>(`/v1/correlation/proposals/${id}/${act}`, body);
  /** A case of two alerts that have an instrument, and an alert that shares it: proposed, not linked. */
  const near = async (name: string): Promise<{ caseId: string; alertId: string; proposal: ProposalView }> => {
    const [one, , alertId] = (await send(
      anAlert(`${name}-1`, { accounts: [name], instruments: [`i-${name}`] }),
      anAlert(`${name}-2`, { accounts: [name] }),
      anAlert(`${name}-3`, { accounts: [`${name}-own`], instruments: [`i-${name}`] }),
    )) as [string, string, string];
    const caseId = (await caseOf(one))!;
    const [proposal] = await proposals(`alerts/${alertId}`);
    return { caseId, alertId, proposal: proposal! };
  };
  const inForce = async (): Promise<RuleSetView> =>
    (await administrator.get<RuleSetsView>('/v1/correlation/rules')).body.inForce;
  const write = async (change: object, by = administrator) => {
    const { rules, attachAt, proposeAt, version } = await inForce();
    const reason = 'A test of ours.';
    return by.post<RuleSetView>('/v1/correlation/rules', {
      rules,
      attachAt,
      proposeAt,
      version,
      reason,
      ...change,
    });
  };

  it('an alert that shares something, but not enough, is proposed with the reason and left where it is', async () => {
    const { caseId, alertId, proposal } = await near('some');
    expect(await caseOf(alertId)).toBeNull();
    expect(proposal).toMatchObject({
      alertId,
      caseId,
      score: 3,
      status: 'open',
      allowed: ['accept', 'decline'],
      alertTitle: 'Finding some-3',
      explanation: {
        rules: 1,
        points: 3,
        shared: [{ kind: 'instrument', count: 1, examples: ['i-some'], points: 3 }],
      },
    });
    expect(await proposals(`cases/${caseId}`)).toEqual([proposal]);
    expect(
      (await investigator.get<Listed<ProposalView>>(`/v1/correlation/proposals?alertId=${alertId}`)).body
        .items,
    ).toEqual([proposal]);

    // More in common is another score of the same proposal, and nothing at all ends it.
    await send(
      anAlert('some-3', { accounts: ['some-own'], instruments: ['i-some'], addresses: ['192.0.2.9'] }),
    );
    await send(anAlert('some-1', { accounts: ['some'], instruments: ['i-some'], addresses: ['192.0.2.9'] }));
    expect(await proposals(`alerts/${alertId}`)).toMatchObject([{ id: proposal.id, score: 4 }]);
    await send(anAlert('some-3', { accounts: ['some-own'] }));
    expect(await proposals(`alerts/${alertId}`)).toEqual([]);
    expect(await proposals(`alerts/${alertId}`, 'superseded')).toMatchObject([
      { id: proposal.id, settledByName: 'Docket (correlate-alerts)', allowed: [] },
    ]);
    const timeline = await investigator.get<Listed<TimelineEntryView>>(`/v1/cases/${caseId}/timeline`);
    const told = timeline.body.items.filter(({ action }) => action === 'case.proposals_updated');
    expect(
      told.map(({ details }) => [details['raised'], details['rescored'], details['superseded']]),
    ).toEqual([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
    ]);
  });

  it('accepted, the alert is in the case with the reason; said again nothing happens; other proposals end', async () => {
    const one = await near('yes');
    const [other] = (await send(
      anAlert('yes-4', { accounts: ['yes-else'], instruments: ['i-yes-else'] }),
      anAlert('yes-5', { accounts: ['yes-else'] }),
      anAlert('yes-3', { accounts: ['yes-own'], instruments: ['i-yes', 'i-yes-else'] }),
    )) as [string];
    const open = await proposals(`alerts/${one.alertId}`);
    expect(open).toHaveLength(2);
    expect((await decide(one.proposal.id, 'accept', await app.as('legal'))).status).toBe(403);
    for (let times = 0; times < 2; times++)
      expect(await decide(one.proposal.id, 'accept', analyst)).toMatchObject({
        status: 200,
        body: { status: 'accepted', settledByName: 'analyst', reason: 'Seen.' },
      });
    expect(await caseOf(one.alertId)).toBe(one.caseId);
    const alerts = await investigator.get<Listed<CaseAlertView>>(`/v1/cases/${one.caseId}/alerts`);
    expect(alerts.body.items.find(({ alertId }) => alertId === one.alertId)).toMatchObject({
      source: 'staff',
      explanation: { rules: 1, points: 3 },
    });
    const entities = await investigator.get<Listed<{ value: string }>>(`/v1/cases/${one.caseId}/entities`);
    expect(entities.body.items.map(({ value }) => value)).toContain('i-yes-else');
    const ended = await proposals(`cases/${await caseOf(other)}`, 'superseded');
    expect(ended).toMatchObject([{ alertId: one.alertId, settledByName: 'analyst' }]);
    expect(await decide(ended[0]!.id, 'accept')).toMatchObject({
      status: 409,
      body: { type: '/problems/proposal-settled', settled: 'superseded' },
    });
    expect((await decide(one.proposal.id, 'decline')).status).toBe(409);
    expect((await decide(NOBODY, 'accept')).status).toBe(404);
  });

  it('declined, it is not proposed again for that case, nor for the one that it goes into', async () => {
    const { caseId, alertId, proposal } = await near('no');
    expect((await decide(proposal.id, 'decline', investigator, {})).body).toMatchObject({
      errors: [{ pointer: '/reason' }],
    });
    for (let times = 0; times < 2; times++)
      expect((await decide(proposal.id, 'decline')).body).toMatchObject({ status: 'declined' });
    await send(anAlert('no-3', { accounts: ['no-own', 'no-more'], instruments: ['i-no'] }));
    await send(anAlert('no-4', { accounts: ['no'], instruments: ['i-no'] }));
    expect(await proposals(`alerts/${alertId}`)).toEqual([]);
    const into = await investigator.post<CaseView>('/v1/cases', {
      kind: 'other',
      title: 'Into',
      severity: 1,
    });
    await investigator.post(`/v1/cases/${caseId}/merge`, { intoId: into.body.id });
    await send(anAlert('no-5', { accounts: ['no'], instruments: ['i-no'] }));
    expect(await caseOf((await send(anAlert('no-6', { accounts: ['no'] })))[0]!)).toBe(into.body.id);
    expect(await proposals(`alerts/${alertId}`)).toEqual([]);
    // What it shares enough with it joins all the same: the person spoke of what was known then.
    await send(anAlert('no-3', { accounts: ['no-own', 'no'], instruments: ['i-no'] }));
    expect(await caseOf(alertId)).toBe(into.body.id);
  });

  it('goes with the case when that is merged, and ends when alert or case are closed', async () => {
    const merged = await near('with');
    const into = await investigator.post<CaseView>('/v1/cases', {
      kind: 'other',
      title: 'Into',
      severity: 1,
    });
    await investigator.post(`/v1/cases/${merged.caseId}/merge`, { intoId: into.body.id });
    expect(await proposals(`cases/${merged.caseId}`, 'superseded')).toMatchObject([
      { id: merged.proposal.id },
    ]);
    expect(await proposals(`alerts/${merged.alertId}`)).toMatchObject([{ caseId: into.body.id, score: 3 }]);

    const move = { stage: 'Closed', resolution: 'FalsePositive', summary: 'A test of ours.' };
    await investigator.post(`/v1/alerts/${merged.alertId}/transition`, { stage: 'InProgress' });
    await investigator.post(`/v1/alerts/${merged.alertId}/transition`, move);
    expect(await proposals(`alerts/${merged.alertId}`)).toEqual([]);
    await app.drain();
    expect(await proposals(`alerts/${merged.alertId}`, 'superseded')).toHaveLength(2);
    await investigator.post(`/v1/alerts/${merged.alertId}/transition`, { stage: 'InProgress' });
    await app.drain();
    expect(await proposals(`alerts/${merged.alertId}`)).toHaveLength(1);

    const shut = await near('shut');
    await investigator.post(`/v1/cases/${shut.caseId}/transition`, CLOSED);
    expect(await proposals(`alerts/${shut.alertId}`)).toEqual([]);
    expect((await decide(shut.proposal.id, 'accept')).status).toBe(409);
    await investigator.post(`/v1/cases/${shut.caseId}/transition`, { stage: 'InProgress' });
    await app.drain();
    expect(await proposals(`alerts/${shut.alertId}`)).toMatchObject([{ caseId: shut.caseId }]);
  });

  it('is raised too when the case comes later, and when a person makes it', async () => {
    const [free, promoted] = (await send(
      anAlert('late-1', { accounts: ['late-1'], instruments: ['i-late'] }),
      anAlert('late-2', { accounts: ['late-2'], instruments: ['i-late', 'j-late'] }),
      anAlert('late-3', { accounts: ['late-3'], instruments: ['j-late'] }),
    )) as [string, string];
    expect(await proposals(`alerts/${free}`)).toEqual([]);
    // A third makes a case of the second; the first is near to the second.
    await send(anAlert('late-4', { accounts: ['late-2'] }));
    expect(await proposals(`alerts/${free}`)).toMatchObject([{ nearestAlertId: promoted }]);

    const [mine, theirs] = (await send(
      anAlert('hand-1', { accounts: ['hand-1'], instruments: ['i-hand'] }),
      anAlert('hand-2', { accounts: ['hand-2'], instruments: ['i-hand'] }),
    )) as [string, string];
    const made = await investigator.post<CaseView>('/v1/alerts/promote', { alertIds: [mine] });
    await app.drain();
    expect(await proposals(`cases/${made.body.id}`)).toMatchObject([{ alertId: theirs }]);
    await investigator.post(`/v1/cases/${made.body.id}/alerts`, { alertIds: [theirs] });
    expect(await proposals(`cases/${made.body.id}`, 'superseded')).toMatchObject([{ alertId: theirs }]);
  });

  it('of two who decide at once one decides', async () => {
    const { alertId, caseId, proposal } = await near('race');
    const answers = await Promise.all([
      decide(proposal.id, 'accept'),
      decide(proposal.id, 'decline', analyst),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const [found] = [
      ...(await proposals(`alerts/${alertId}`, 'accepted')),
      ...(await proposals(`alerts/${alertId}`, 'declined')),
    ];
    expect(await caseOf(alertId)).toBe(found!.status === 'accepted' ? caseId : null);
    expect(answers.find(({ status }) => status === 200)!.body.status).toBe(found!.status);
  });

  it('many are decided on in one call, each for itself', async () => {
    const name = 'many';
    const alerts = Array.from({ length: 30 }, (_, i) =>
      anAlert(`${name}-${i}`, { accounts: [`${name}-own-${i}`], instruments: [`i-${name}`] }),
    );
    await send(
      anAlert(`${name}-a`, { accounts: [name], instruments: [`i-${name}`] }),
      anAlert(`${name}-b`, { accounts: [name] }),
      anAlert(`${name}-c`, { accounts: [`${name}-2`], instruments: [`i-${name}`] }),
      anAlert(`${name}-d`, { accounts: [`${name}-2`] }),
      ...alerts,
    );
    const all = (await investigator.get<Listed<ProposalView>>('/v1/correlation/proposals?limit=1000')).body
      .items;
    const open = all.filter(({ alertTitle }) => alertTitle.startsWith(`Finding ${name}-`));
    expect(open).toHaveLength(60);
    const ids = open.map(({ id }) => id);
    const bulk = (body: object) =>
      investigator.post<DecisionResultView[]>('/v1/correlation/proposals/bulk-decide', body);
    expect((await bulk({ ids, decision: 'decline' })).body).toMatchObject({
      errors: [{ pointer: '/reason' }],
    });
    const [first, second] = [ids[0]!, open.find(({ alertId }) => alertId !== open[0]!.alertId)!.id];
    await decide(second, 'decline');
    const { status, body } = await bulk({ ids: [...ids, first, NOBODY], decision: 'accept' });
    expect([status, body.map(({ id }) => id)]).toEqual([200, [...ids, NOBODY]]);
    const outcomes = (outcome: string) => body.filter((one) => one.outcome === outcome);
    expect(outcomes('changed')).toHaveLength(30);
    expect(body.find(({ id }) => id === second)!.problem).toMatchObject({
      type: '/problems/proposal-settled',
    });
    expect(body.at(-1)!.problem).toMatchObject({ type: '/problems/not-found' });
    const again = await bulk({ ids: outcomes('changed').map(({ id }) => id), decision: 'accept' });
    expect(again.body.every(({ outcome }) => outcome === 'unchanged')).toBe(true);
    const page = await investigator.get<Listed<ProposalView>>(
      '/v1/correlation/proposals?status=accepted&limit=20',
    );
    const rest = await investigator.get<Listed<ProposalView>>(
      `/v1/correlation/proposals?status=accepted&limit=20&cursor=${page.body.nextCursor}`,
    );
    const seen = [...page.body.items, ...rest.body.items].map(({ id }) => id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(outcomes('changed').map(({ id }) => id)));
  });

  it('cases that a person has told apart are not merged', async () => {
    const [, second] = (await send(
      anAlert('apart-1', { accounts: ['apart'] }),
      anAlert('apart-2', { accounts: ['apart'] }),
      anAlert('apart-3', { accounts: ['apart'] }),
    )) as [string, string];
    const caseId = (await caseOf(second))!;
    await investigator.post(`/v1/cases/${caseId}/alerts/detach`, {
      alertIds: [second],
      reason: 'A namesake',
    });
    const made = await investigator.post<CaseView>('/v1/alerts/promote', { alertIds: [second] });
    await app.drain();
    expect(await caseOf(second)).toBe(made.body.id);
    expect((await investigator.get<CaseView>(`/v1/cases/${caseId}`)).body.mergedIntoId).toBeNull();
  });

  describe('by rules that are data', () => {
    it('fingerprints link with others; what lies out of the window does not count', async () => {
      const [a, b, c] = (await send(
        anAlert('fp-1', { fingerprints: ['fp'], instruments: ['i-fp'] }, '2026-05-01'),
        anAlert('fp-2', { fingerprints: ['fp'], instruments: ['i-fp'] }, '2026-05-31'),
        anAlert('fp-3', { fingerprints: ['fp'], instruments: ['i-fp'] }, '2026-07-01'),
      )) as [string, string, string];
      const caseId = await caseOf(a);
      expect(caseId).not.toBeNull();
      expect([await caseOf(b), await caseOf(c)]).toEqual([caseId, null]);
      expect(await proposals(`alerts/${c}`)).toMatchObject([{ caseId, score: 3 }]);
    });

    it('each edit is the next version; two who edit at once do not overwrite each other; the next alerts follow it', async () => {
      const before = await inForce();
      expect(before.version).toBe(1);
      const rules = before.rules.map((rule) => (rule.kind === 'instrument' ? { ...rule, points: 5 } : rule));
      expect((await write({ rules }, investigator)).status).toBe(403);
      const trial = await administrator.post<TrialView>('/v1/correlation/rules/trial', {
        rules,
        attachAt: 5,
        proposeAt: 3,
        alerts: 500,
      });
      expect(trial).toMatchObject({ status: 200, body: { version: 1 } });
      const { alerts, inForce: now, tried, changed, examples } = trial.body;
      expect(now.attached + now.proposed + now.leftAlone).toBe(alerts);
      expect(tried.attached + tried.proposed + tried.leftAlone).toBe(alerts);
      expect(tried.attached).toBeGreaterThan(now.attached);
      expect(changed).toBeGreaterThan(0);
      expect(examples[0]).toMatchObject({ tried: 'attached' });

      const both = await Promise.all([write({ rules }), write({ proposeAt: 4, rules })]);
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412]);
      await write({ rules, proposeAt: 5 });
      expect(await inForce()).toMatchObject({ version: 3, proposeAt: 5, writtenByName: 'administrator' });
      const { body } = await investigator.get<RuleSetsView>('/v1/correlation/rules?limit=2');
      expect(body.items.map(({ version }) => version)).toEqual([3, 2]);
      const next = await investigator.get<RuleSetsView>(
        `/v1/correlation/rules?limit=2&cursor=${body.nextCursor}`,
      );
      expect(next.body).toMatchObject({ inForce: { version: 3 }, items: [before], nextCursor: null });

      const [one, other, left] = (await send(
        anAlert('v2-1', { instruments: ['i-v2'], templates: ['t-v2', 'u-v2'] }),
        anAlert('v2-2', { instruments: ['i-v2'] }),
        anAlert('v2-3', { templates: ['t-v2', 'u-v2'] }),
      )) as [string, string, string];
      const caseId = await caseOf(one);
      expect([caseId === null, await caseOf(other)]).toEqual([false, caseId]);
      const why = await investigator.get<Listed<CaseAlertView>>(`/v1/cases/${caseId}/alerts`);
      expect(why.body.items[1]!.explanation).toEqual({
        rules: 3,
        points: 5,
        shared: [{ kind: 'instrument', count: 1, examples: ['i-v2'], points: 5 }],
      });
      // Both thresholds the same: nothing is proposed.
      expect([await caseOf(left), await proposals(`alerts/${left}`)]).toEqual([null, []]);
    });

    it('that contradict themselves or would have no bound are refused by name', async () => {
      const { rules } = await inForce();
      const faults: [object, string][] = [
        [{ proposeAt: 6, attachAt: 5 }, '/proposeAt'],
        [{ rules: [...rules.slice(0, 2), rules[0]!] }, '/rules/2/kind'],
        [
          { rules: [{ kind: 'address', points: 1, commonAbove: null, windowDays: null }] },
          '/rules/0/commonAbove',
        ],
        [
          { rules: [{ kind: 'account', points: 9, commonAbove: null, windowDays: 3 }] },
          '/rules/0/commonAbove',
        ],
        [{ rules: [{ kind: 'weather', points: 1, commonAbove: 5, windowDays: null }] }, '/rules/0/kind'],
        [{ rules: [] }, '/rules'],
        [{ version: undefined }, '/version'],
        [{ reason: '' }, '/reason'],
      ];
      for (const [change, pointer] of faults)
        expect([pointer, await write(change)]).toMatchObject([
          pointer,
          { status: 400, body: { errors: [{ pointer }] } },
        ]);
      const { version } = await inForce();
      const said = { rules, attachAt: 5, proposeAt: 3, reason: 'Back.' };
      const written = await administrator.post('/v1/correlation/rules', said, { 'if-match': `"${version}"` });
      expect(written).toMatchObject({ status: 201, body: { version: version + 1 } });
    });
  });
});
