import type { ClusterView } from '../../libs/enrichment/clusters.dto';
import type { FindingView, RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import {
  byDay,
  CHAINED,
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

/** A chain of cards and bursts, and families of three on a card. */
const WITHOUT_PROMPTS: readonly Kind[] = [
  CHAINED,
  {
    name: 'family',
    count: 30,
    secondOf: byDay,
    capabilityOf: () => 'chat',
    templateOf: () => null,
    networkOf: home(150),
    clientOf: () => 'client-web',
    cardOf: (account) => `card-family-${Math.floor(account / 3)}`,
  },
];

describe('What a further look at the campaign finds', () => {
  let app: TestApp;
  let investigator: HttpClient;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    investigator = await app.as('investigator');
  });
  afterAll(() => app?.stop());

  /** Brings in accounts of these kinds, beside those that are there. */
  const snapshotWith = async (kinds: readonly Kind[]): Promise<string> => {
    const { accounts, usage } = filesOf(kinds);
    await importFile(app, 'accounts', 'accounts.csv', accounts);
    await importFile(app, 'usage', 'usage.csv', usage);
    return (await investigator.post<{ id: string }>('/v1/snapshots', {})).body.id;
  };

  /** Enriches a case on the named accounts: kind and number of the accounts in each tier, and how it was looked. */
  const enriched = async (
    snapshotId: string,
    named: readonly string[],
  ): Promise<{
    path: string;
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
      path,
      ban: inTier('ban'),
      review: inTier('review'),
      looks: finding.body.result['looks'] as { count: number; found: number; familiesOfOthers: number },
      told: [...told],
    };
  };

  it('is that prompts are those of a tool: the campaign behind it is found, and nobody who uses the tool', async () => {
    const named = Array.from({ length: 10 }, (_, account) => idOf('hidden', account * 4));
    const { ban, review, looks, told } = await enriched(await snapshotWith(KINDS), named);
    expect(looks.count).toBeGreaterThan(1);
    expect(looks.familiesOfOthers).toBe(2);
    // People see meanwhile what it is at.
    expect(told[0]).toBe('Look 2 of 8 at most; template families that turned out to be others’: 2');
    expect([...ban, ...review].sort()).toEqual(Array.from({ length: 40 }, (_, n) => idOf('hidden', n)));
  });

  it('is who is paid along and who was created along, from one to the next, where the log has no prompts', async () => {
    const snapshotId = await snapshotWith(WITHOUT_PROMPTS);
    // Six of 36, and one of a family by mistake.
    const named = [0, 3, 6, 9, 12, 15].map((account) => idOf('chained', account));
    const { ban, review, looks, told, path } = await enriched(snapshotId, [...named, idOf('family', 4)]);
    expect(looks).toMatchObject({ familiesOfOthers: 0, found: 30 });
    expect(told[0]).toMatch(
      /^Look 2 of 8 at most; accounts that seem to belong, found outside the case: \d+$/,
    );
    const chained = Array.from({ length: 36 }, (_, n) => idOf('chained', n));
    expect([...ban, ...review].filter((id) => !id.startsWith('family')).sort()).toEqual(chained);
    expect(ban.filter((id) => id.startsWith('family'))).toEqual([]);
    const clusters = await investigator.get<{ items: ClusterView[] }>(`${path}/clusters`);
    // Those outside; the named ones are for a person, as is who pays along with the family's.
    expect(clusters.body.items).toMatchObject([
      { accounts: 30, evidence: ['lifecycle', 'payment'] },
      { accounts: 2, evidence: ['payment'] },
    ]);
  });
});
