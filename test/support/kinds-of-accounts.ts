import type { CandidateView } from '../../libs/enrichment/clusters.dto';
import type { AccountEvidenceView } from '../../libs/enrichment/enrichment.dto';
import type { TestApp } from './app';
import type { HttpClient } from './http-client';
import { caseOn, importFile } from './replay-case';

const DAYS = 10;
/** Requests of each account a day. */
export const A_DAY = 6;
/** First instant of the usage. */
export const START = Date.parse('2026-05-04T00:00:00Z');

/** Accounts of one kind, and what their requests are like; requests are counted from 0 over all days. */
export interface Kind {
  name: string;
  count: number;
  /** Second of the day of each request. */
  secondOf(account: number, request: number): number;
  capabilityOf(request: number): string;
  /** Null where the log does not say. */
  templateOf(account: number, request: number): number | null;
  networkOf(account: number, request: number): string;
  clientOf(request: number): string;
  cardOf(account: number): string;
  /** When it was created, ms since 1970; each at a time of its own unless said. */
  createdOf?(account: number): number;
}

/** In the hours of people. */
export const byDay = (account: number, request: number): number =>
  (8 + (request % 9)) * 3_600 + ((account * 977 + request * 331) % 3_600);
/** Around the clock, at the moments of a schedule. */
export const onSchedule = (account: number, request: number): number =>
  ((account * 7 + request * 5) % 24) * 3_600 + ((account + request) % 6) * 600 + (account % 4);
/** A network for each account of a kind, counted from `first` of the 512 of RFC 2544. */
export const home = (first: number) => (account: number) =>
  `198.${18 + ((first + account) >> 8)}.${(first + account) & 255}.7`;

/** Who has nothing to do with anything. */
export const OTHERS: Kind = {
  name: 'other',
  count: 160,
  secondOf: byDay,
  capabilityOf: (request) => (request % 5 === 0 ? 'data_analysis' : 'chat'),
  templateOf: (account, request) => 20_000_000_000 + account * 9_876_543 + (request % 3) * 1_357_911,
  networkOf: home(256),
  clientOf: () => 'client-web',
  cardOf: (account) => `card-other-${account}`,
};

/** An operator of a campaign: a few exits, a few cards, software and prompts of its own, on a schedule. */
export const OPERATED: Kind = {
  name: 'operated',
  count: 30,
  secondOf: onSchedule,
  capabilityOf: () => 'agentic_coding',
  templateOf: (account, request) => 5_000_000_000 + ((account + request) % 4) * 91_234_567,
  networkOf: (account, request) => `203.0.113.${(account + request) % 5}`,
  clientOf: () => 'client-operator',
  cardOf: (account) => `card-operated-${account % 4}`,
};

/** Without prompts in the log. Three on a card, and six created together of whom no two are on one card: each leads to others. */
export const CHAINED: Kind = {
  name: 'chained',
  count: 36,
  secondOf: byDay,
  capabilityOf: () => 'cot_elicitation',
  templateOf: () => null,
  networkOf: home(100),
  clientOf: () => 'client-web',
  cardOf: (account) => `card-chained-${Math.floor(account / 3)}`,
  createdOf: (account) =>
    START - (30 + ((account + Math.floor(account / 6)) % 6)) * 86_400_000 + account * 7_000,
};

export const idOf = (kind: string, account: number): string => `${kind}-${String(account).padStart(3, '0')}`;
export const idsOf = ({ name, count }: Pick<Kind, 'name' | 'count'>): string[] =>
  Array.from({ length: count }, (_, account) => idOf(name, account));

/** An account file and a usage file of ten days. */
export function filesOf(kinds: readonly Kind[]): { accounts: string; usage: string } {
  const accounts = ['account_id,created_at,email_domain,payment_instrument'];
  const usage = [
    'request_id,ts,account_id,api_key_id,model,capability,input_tokens,output_tokens,status,ip,client_fingerprint,template_hash',
  ];
  for (const [number, kind] of kinds.entries())
    for (let account = 0; account < kind.count; account++) {
      const id = idOf(kind.name, account);
      const createdAt = new Date(
        kind.createdOf?.(account) ?? START - (account + 3) * 8_640_000 - number * 3_600_000,
      );
      accounts.push(`${id},${createdAt.toISOString()},example.com,${kind.cardOf(account)}`);
      for (let request = 0; request < DAYS * A_DAY; request++) {
        const day = Math.floor(request / A_DAY);
        const ts = new Date(START + day * 86_400_000 + kind.secondOf(account, request) * 1_000).toISOString();
        usage.push(
          `r-${id}-${request},${ts},${id},key-${id},flagship-A,${kind.capabilityOf(request)},100,400,200,${kind.networkOf(account, request)},${kind.clientOf(request)},${kind.templateOf(account, request) ?? ''}`,
        );
      }
    }
  return { accounts: accounts.join('\n'), usage: usage.join('\n') };
}

/** What is suggested for accounts, in the case and outside it, with the reasons. */
export async function suggestionsOf(
  investigator: HttpClient,
  path: string,
): Promise<Map<string, { tier: 'ban' | 'review' | 'none'; because: readonly string[] }>> {
  const evidence = await investigator.get<{ items: AccountEvidenceView[] }>(
    `${path}/account-evidence?limit=1000`,
  );
  const candidates = await investigator.get<{ items: CandidateView[] }>(`${path}/candidates?limit=1000`);
  const all = [
    ...evidence.body.items.map((row) => ({ ...row, said: row.suggestion })),
    ...candidates.body.items.map((row) => ({ ...row, said: row.tier })),
  ];
  return new Map(
    all.map(({ accountId, said, because }) => [
      accountId,
      {
        tier: said === 'confirm' || said === 'ban' ? 'ban' : said === 'review' ? 'review' : 'none',
        because: because ?? [],
      },
    ]),
  );
}

/** Imports accounts of these kinds and enriches a case on the named ones: the run's path, and what is suggested. */
export async function enrichedCase(
  app: TestApp,
  kinds: readonly Kind[],
  named: readonly string[],
): Promise<{ runPath: string; suggestions: Awaited<ReturnType<typeof suggestionsOf>> }> {
  const investigator = await app.as('investigator');
  const { accounts, usage } = filesOf(kinds);
  await importFile(app, 'accounts', 'accounts.csv', accounts);
  await importFile(app, 'usage', 'usage.csv', usage);
  const { body: snapshot } = await investigator.post<{ id: string }>('/v1/snapshots', {});
  const path = `/v1/cases/${await caseOn(app, named)}`;
  const run = await investigator.post<{ id: string }>(`${path}/enrichments`, { snapshotId: snapshot.id });
  await app.drain();
  return {
    runPath: `${path}/enrichments/${run.body.id}`,
    suggestions: await suggestionsOf(investigator, path),
  };
}
