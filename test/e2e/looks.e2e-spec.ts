import type { FindingView, RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import {
  byDay,
  filesOf,
  home,
  idOf,
  type Kind,
  onSchedule,
  OTHERS,
  suggestionsOf,
} from '../support/kinds-of-accounts';
import { caseOn, importFile } from '../support/replay-case';

/** Two prompts of a tool, three times of four. */
const withTool =
  (own: (account: number) => number) =>
  (account: number, request: number): number =>
    request % 4 === 3 ? own(account) : 1_000_000 + (request % 2) * 77_777_777;

const KINDS: readonly Kind[] = [
  {
    name: 'hidden',
    count: 40,
    secondOf: onSchedule,
    capabilityOf: () => 'agentic_coding',
    templateOf: withTool((account) => 5_000_000_000 + (account % 3) * 1_234_567),
    networkOf: (account, request) => `203.0.113.${(account + request) % 5}`,
    clientOf: () => 'client-tool',
    cardOf: (account) => `card-hidden-${account % 4}`,
  },
  {
    name: 'tool-user',
    count: 45,
    secondOf: byDay,
    capabilityOf: () => 'agentic_coding',
    templateOf: withTool((account) => 9_000_000_000 + account * 7_654_321),
    networkOf: home(0),
    clientOf: () => 'client-tool',
    cardOf: (account) => `card-tool-user-${account}`,
  },
  OTHERS,
];

describe('What a further look at the campaign finds', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let snapshotId: string;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    investigator = await app.as('investigator');
    const { accounts, usage } = filesOf(KINDS);
    await importFile(app, 'accounts', 'accounts.csv', accounts);
    await importFile(app, 'usage', 'usage.csv', usage);
    snapshotId = (await investigator.post<{ id: string }>('/v1/snapshots', {})).body.id;
  });
  afterAll(() => app?.stop());

  /** Enriches a case on the named accounts: kind and number of the accounts in each tier, and how it was looked. */
  const enriched = async (
    named: readonly string[],
  ): Promise<{
    ban: string[];
    review: string[];
    looks: { count: number; found: number; familiesOfOthers: number };
    told: string[];
  }> => {
    const caseId = await caseOn(app, named);
    const path = `/v1/cases/${caseId}`;
    const { body } = await investigator.post<RunView>(`${path}/enrichments`, { snapshotId });
    const stepNow = async () => {
      const { body: run } = await investigator.get<RunView>(`${path}/enrichments/${body.id}`);
      return { state: run.state, step: run.steps.find((each) => each.analyzer === 'membership')! };
    };
    const told = new Set<string>();
    const follow = async (): Promise<void> => {
      for (let now = await stepNow(); now.state === 'running'; now = await stepNow())
        if (now.step.stage !== null) told.add(now.step.stage);
    };
    await Promise.all([app.drain(), follow()]);
    const { state, step } = await stepNow();
    expect([state, step.stage]).toEqual(['done', null]);
    const { findingId } = step;
    const finding = await investigator.get<FindingView>(`/v1/findings/${findingId}`);
    const suggestions = await suggestionsOf(investigator, path);
    const inTier = (wanted: string): string[] =>
      [...suggestions].flatMap(([id, { tier }]) => (tier === wanted ? [id] : []));
    return {
      ban: inTier('ban'),
      review: inTier('review'),
      looks: finding.body.result['looks'] as { count: number; found: number; familiesOfOthers: number },
      told: [...told],
    };
  };

  it('is that prompts are those of a tool: the campaign behind it is found, and nobody who uses the tool', async () => {
    const named = Array.from({ length: 10 }, (_, account) => idOf('hidden', account * 4));
    const { ban, review, looks, told } = await enriched(named);
    expect(looks.count).toBeGreaterThan(1);
    expect(looks.familiesOfOthers).toBe(2);
    // People see meanwhile what it is at.
    expect(told[0]).toBe('Look 2 of 8 at most; template families that turned out to be others’: 2');
    expect([...ban, ...review].sort()).toEqual(Array.from({ length: 40 }, (_, n) => idOf('hidden', n)));
  });
});
