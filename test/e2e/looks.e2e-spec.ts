import type { CandidateView } from '../../libs/enrichment/clusters.dto';
import type { AccountEvidenceView, FindingView, RunView } from '../../libs/enrichment/enrichment.dto';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';
import { caseOn, importFile } from '../support/replay-case';

const DAYS = 10;
const A_DAY = 6;
const START = Date.parse('2026-05-04T00:00:00Z');

/** Accounts of one kind, and what their requests are like. */
interface Kind {
  name: string;
  count: number;
  /** Second of the day of each request. */
  secondOf(account: number, request: number): number;
  capabilityOf(request: number): string;
  templateOf(account: number, request: number): number;
  networkOf(account: number, request: number): string;
  client: string;
  cardOf(account: number): string;
}

const byDay = (account: number, request: number): number =>
  (8 + (request % 9)) * 3_600 + ((account * 977 + request * 331) % 3_600);
/** Two prompts of a tool, three times of four. */
const withTool =
  (own: (account: number) => number) =>
  (account: number, request: number): number =>
    request % 4 === 3 ? own(account) : 1_000_000 + (request % 2) * 77_777_777;
const home = (kind: number) => (account: number) => `198.${18 + kind}.${account}.7`;

const OPERATED: Omit<Kind, 'name' | 'count' | 'networkOf' | 'cardOf' | 'templateOf'> = {
  // Around the clock, at the moments of a schedule.
  secondOf: (account, request) =>
    ((account * 7 + request * 5) % 24) * 3_600 + ((account + request) % 6) * 600 + (account % 4),
  capabilityOf: () => 'agentic_coding',
  client: 'client-tool',
};
const KINDS: readonly Kind[] = [
  {
    ...OPERATED,
    name: 'hidden',
    count: 40,
    templateOf: withTool((account) => 5_000_000_000 + (account % 3) * 1_234_567),
    networkOf: (account, request) => `203.0.113.${(account + request) % 5}`,
    cardOf: (account) => `card-hidden-${account % 4}`,
  },
  {
    name: 'tool-user',
    count: 45,
    secondOf: byDay,
    capabilityOf: () => 'agentic_coding',
    templateOf: withTool((account) => 9_000_000_000 + account * 7_654_321),
    networkOf: home(0),
    client: 'client-tool',
    cardOf: (account) => `card-tool-user-${account}`,
  },
  {
    name: 'other',
    count: 160,
    secondOf: byDay,
    capabilityOf: (request) => (request % 5 === 0 ? 'data_analysis' : 'chat'),
    templateOf: (account, request) => 20_000_000_000 + account * 9_876_543 + (request % 3) * 1_357_911,
    networkOf: home(1),
    client: 'client-web',
    cardOf: (account) => `card-other-${account}`,
  },
];

const idOf = (kind: string, account: number): string => `${kind}-${String(account).padStart(3, '0')}`;
const instant = (day: number, second: number): string =>
  new Date(START + day * 86_400_000 + second * 1_000).toISOString();

function files(): { accounts: string; usage: string } {
  const accounts = ['account_id,created_at,email_domain,payment_instrument'];
  const usage = [
    'request_id,ts,account_id,api_key_id,model,capability,input_tokens,output_tokens,status,ip,client_fingerprint,template_hash',
  ];
  for (const kind of KINDS)
    for (let account = 0; account < kind.count; account++) {
      const id = idOf(kind.name, account);
      accounts.push(
        `${id},${new Date(START - (account + 3) * 8_640_000).toISOString()},example.com,${kind.cardOf(account)}`,
      );
      for (let request = 0; request < DAYS * A_DAY; request++) {
        const ts = instant(Math.floor(request / A_DAY), kind.secondOf(account, request));
        usage.push(
          `r-${id}-${request},${ts},${id},key-${id},flagship-A,${kind.capabilityOf(request)},100,400,200,${kind.networkOf(account, request)},${kind.client},${kind.templateOf(account, request)}`,
        );
      }
    }
  return { accounts: accounts.join('\n'), usage: usage.join('\n') };
}

describe('What a further look at the campaign finds', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let snapshotId: string;

  beforeAll(async () => {
    app = await startApp({ usage: true });
    investigator = await app.as('investigator');
    const { accounts, usage } = files();
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
    const evidence = await investigator.get<{ items: AccountEvidenceView[] }>(
      `${path}/account-evidence?limit=1000`,
    );
    const candidates = await investigator.get<{ items: CandidateView[] }>(`${path}/candidates?limit=1000`);
    const tiers = [
      ...evidence.body.items.map(({ accountId, suggestion }) => [accountId, suggestion] as const),
      ...candidates.body.items.map(({ accountId, tier }) => [accountId, tier] as const),
    ];
    const inTier = (...names: string[]): string[] =>
      tiers.filter(([, tier]) => names.includes(tier ?? '')).map(([id]) => id);
    return {
      ban: inTier('ban', 'confirm'),
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
