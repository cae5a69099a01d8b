import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { sha256 } from '@app/platform';
import { AccountCluster, ClusterMember, Finding } from '@app/enrichment';
import type { PackManifest } from '../../libs/enrichment/packs/pack-manifest';
import type { PackView, ReidentifiedView } from '../../libs/enrichment/packs/packs.dto';
import { startApp, type TestApp } from '../support/app';
import type { Answer, HttpClient } from '../support/http-client';
import { importFile } from '../support/replay-case';

/** Forty accounts of which five are used on the second day, twenty on the third, and three alone use one model. */
const ACCOUNTS = Array.from({ length: 40 }, (_, i) => `acct-${String(i).padStart(2, '0')}@mail.example`);
const DAYS = [
  ['2026-05-01', 40],
  ['2026-05-02', 5],
  ['2026-05-03', 20],
  ['2026-05-04', 12],
] as const;
const CLUSTERS = [25, 12, 3] as const;

function usageFile(): string {
  const lines = ['request_id,ts,account_id,api_key_id,model,capability,input_tokens,output_tokens,status'];
  for (const [day, accounts] of DAYS)
    for (const [at, account] of ACCOUNTS.slice(0, accounts).entries()) {
      const model = at < 3 ? 'model-rare' : at < 20 ? 'model-b' : '=model-c';
      for (const n of [1, 2, 3])
        lines.push(
          `r-${lines.length},${day}T0${n}:00:00Z,${account},key-${at},${model},cot_elicitation,1,2,200`,
        );
      lines.push(`r-${lines.length},${day}T05:00:00Z,${account},cover-${at},m,chat,1,2,200`);
    }
  return `${lines.join('\n')}\n`;
}

describe('evidence packs', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let policy: HttpClient;
  let caseId: string;
  let snapshotId: string;

  const make = (over: object = {}, of = caseId): Promise<Answer<PackView>> =>
    policy.post<PackView>(`/v1/cases/${of}/packs`, {
      recipient: 'Example Partner',
      clearance: 'AMBER',
      snapshotId,
      ...over,
    });
  const made = async (over: object = {}): Promise<PackView> => {
    const answer = await make(over);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  };
  const bytes = async (pack: PackView, name: string): Promise<string> => {
    const { evidenceId } = pack.files.find((file) => file.name === name)!;
    const answer = await fetch(`${app.url}/v1/evidence/${evidenceId}/content`, {
      headers: investigator.headers,
    });
    return answer.text();
  };
  const lines = async (pack: PackView, name: string): Promise<string[]> =>
    (await bytes(pack, name)).trimEnd().split('\r\n');

  beforeAll(async () => {
    app = await startApp({ usage: true, env: { PACKS_KEY: randomBytes(32).toString('base64') } });
    [investigator, policy] = [await app.as('investigator'), await app.as('policy')];
    await importFile(app, 'usage', 'usage.csv', usageFile());
    snapshotId = (await investigator.post<{ id: string }>('/v1/snapshots', {})).body.id;
    const filed = { kind: 'distillation', title: 'Forty accounts', severity: 3 };
    caseId = (await investigator.post<{ id: string }>('/v1/cases', filed)).body.id;
    const accounts = `/v1/cases/${caseId}/accounts`;
    await investigator.post(accounts, { accountIds: ACCOUNTS, source: 'list' });
    await investigator.post(`${accounts}/verdicts`, {
      status: 'confirmed',
      reason: 'One template.',
      accountIds: ACCOUNTS,
    });
    await investigator.post(`/v1/cases/${caseId}/keys/verdicts`, {
      verdict: 'cover',
      reason: 'A customer',
      keys: ACCOUNTS.map((accountId, at) => ({ accountId, apiKeyId: `cover-${at}` })),
    });
    await plantClusters();
  });
  afterAll(() => app?.stop());

  /** As the analyzer of clusters leaves them. */
  async function plantClusters(): Promise<void> {
    const findingId = uuidv7();
    const at = new Date('2026-05-05T00:00:00Z');
    const hash = sha256('clusters');
    await app.db.manager.insert(Finding, {
      id: findingId,
      caseId,
      analyzer: 'clusters',
      version: 1,
      question: 'Which?',
      snapshotId,
      accountsHash: hash,
      accountCount: 40,
      parameters: {},
      inputHash: hash,
      queries: [],
      engineVersion: '1',
      result: {},
      rowCount: 0,
      rowsHash: null,
      enrichedThrough: null,
      contentHash: hash,
      startedAt: at,
      finishedAt: at,
    });
    const common = { caseId, findingId, evidence: [], because: [] };
    const members = CLUSTERS.flatMap((accounts, index) =>
      ACCOUNTS.slice(
        CLUSTERS.slice(0, index).reduce((sum, n) => sum + n, 0),
        CLUSTERS.slice(0, index + 1).reduce((sum, n) => sum + n, 0),
      ).map((accountId) => ({ ...common, accountId, number: index + 1, inCase: true, strength: 1 })),
    );
    await app.db.manager.insert(
      AccountCluster,
      CLUSTERS.map((accounts, index) => ({
        ...common,
        number: index + 1,
        accounts,
        inCase: accounts,
        exchanges: '0',
        bridges: [],
      })),
    );
    await app.db.manager.insert(ClusterMember, members);
  }

  it('tells of no small cell, nor of one from which it could be computed, and of nobody by name', async () => {
    const pack = await made();
    expect(pack).toMatchObject({
      recipient: 'Example Partner',
      tlp: 'AMBER',
      totals: { accounts: 40, exchanges: 231 },
    });
    expect(await lines(pack, 'cells.csv')).toEqual([
      'table,key,accounts,exchanges,suppressed',
      'day,2026-05-01,40,120,no',
      'day,2026-05-02,,,yes',
      'day,2026-05-03,,,yes',
      'day,2026-05-04,12,36,no',
      'capability,cot_elicitation,40,231,no',
      "model,'=model-c,,,yes",
      'model,model-b,17,135,no',
      'model,model-rare,,,yes',
      'cluster,1,,,yes',
      'cluster,2,12,,no',
      'cluster,3,,,yes',
    ]);
    const accounts = await lines(pack, 'accounts.csv');
    expect(accounts).toHaveLength(41);
    expect(accounts.slice(1)).toEqual(accounts.slice(1).toSorted());
    expect(accounts.filter((line) => line.endsWith(',2'))).toHaveLength(12);
    expect(accounts.filter((line) => line.endsWith(','))).toHaveLength(28);
    const manifest = JSON.parse(await bytes(pack, 'manifest.json')) as PackManifest;
    expect(manifest).toMatchObject({
      packId: pack.id,
      snapshot: { id: snapshotId },
      tables: [
        { name: 'day', cells: 4, suppressed: 2 },
        { name: 'capability', suppressed: 0 },
        { name: 'model', suppressed: 2 },
        { name: 'cluster', suppressed: 2 },
      ],
    });
    for (const { name, sha256: hash } of manifest.files) expect(sha256(await bytes(pack, name))).toBe(hash);
    for (const name of ['manifest.json', 'cells.csv', 'accounts.csv'])
      expect(await bytes(pack, name)).not.toMatch(/acct-|@|key-|cover-/);
  });

  it('has the same pseudonyms for one recipient, others for another, and tells whose they are with a reason', async () => {
    const [first, again, other] = [
      await made({ recipient: 'Relay Watch' }),
      await made({ recipient: ' relay  watch' }),
      await made({ recipient: 'Somebody else' }),
    ];
    const names = async (pack: PackView): Promise<string[]> =>
      (await lines(pack, 'accounts.csv')).slice(1).map((line) => line.split(',')[0]!);
    expect(await names(again)).toEqual(await names(first));
    const [mine, theirs] = [await names(first), await names(other)];
    expect(theirs.filter((name) => mine.includes(name))).toEqual([]);
    const ask = (who: HttpClient, pseudonyms: string[]) =>
      who.post<ReidentifiedView[]>(`/v1/packs/${first.id}/reidentify`, {
        pseudonyms,
        reason: 'The partner saw them too.',
      });
    expect((await ask(policy, mine)).status).toBe(403);
    const told = await ask(await app.as('legal'), [...mine, theirs[0]!]);
    expect(told.status).toBe(200);
    expect(told.body.flatMap(({ accountId }) => accountId ?? []).toSorted()).toEqual(ACCOUNTS);
    expect(told.body.at(-1)).toEqual({ pseudonym: theirs[0], accountId: null });
    const timeline = await investigator.get<{ items: { action: string; details: object }[] }>(
      `/v1/cases/${caseId}/timeline?kinds=act&limit=3`,
    );
    expect(timeline.body.items[0]).toMatchObject({
      action: 'pack.reidentified',
      details: { recipient: 'Relay Watch', reason: 'The partner saw them too.', asked: 41, found: 40 },
    });
    const page = await policy.get<{ items: PackView[] }>(`/v1/cases/${caseId}/packs?limit=2`);
    expect(page.body.items.map(({ id }) => id)).toEqual([other.id, again.id]);
  });

  it('is refused beyond the label, of too few accounts, of what is not there, and by its fields', async () => {
    expect(await make({ clearance: 'GREEN' })).toMatchObject({
      status: 409,
      body: { type: '/problems/pack-label', tlp: 'AMBER' },
    });
    const filed = { kind: 'distillation', title: 'Few', severity: 3 };
    const few = (await investigator.post<{ id: string }>('/v1/cases', filed)).body.id;
    const files = async (): Promise<number> =>
      (await readdir(join(app.filesDir), { recursive: true })).length;
    const before = await files();
    expect(await make({}, few)).toMatchObject({
      status: 409,
      body: { type: '/problems/pack-too-small', needed: 10 },
    });
    expect(await files()).toBe(before);
    const nothing = '018f0000-0000-7000-8000-000000000000';
    expect((await make({}, nothing)).status).toBe(404);
    expect((await make({ snapshotId: nothing })).status).toBe(404);
    expect(await make({ recipient: 'a\u0000b' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/recipient' }] },
    });
    const analyst = await app.as('analyst');
    expect((await analyst.post(`/v1/cases/${caseId}/packs`, {})).status).toBe(403);
    await expect(app.db.query('DELETE FROM evidence_packs')).rejects.toThrow(/append-only/);
  });
});
