import { v7 as uuidv7 } from 'uuid';
import { sha256 } from '@app/platform';
import { EvidenceItem } from '@app/evidence';
import { Snapshot } from '@app/usage';
import { EvidencePack } from '@app/enrichment';
import { AccountCluster } from '../../libs/enrichment/account-cluster.entity';
import { EnrichmentRun } from '../../libs/enrichment/enrichment-run.entity';
import { Finding } from '../../libs/enrichment/finding.entity';
import { type Garden, PLANTED_AT, posted } from './garden';

// What the usage engine has a part in is written straight into the record, as the engine's rooms leave it.

export async function snapshot({ app }: Garden): Promise<string> {
  const id = uuidv7();
  await app.db.manager.insert(Snapshot, {
    id,
    takenAt: PLANTED_AT,
    takenBy: 'Investigator',
    note: null,
    watermark: null,
    usageRows: '0',
    accountRows: '0',
    accountsHash: '0',
    contentHash: '0',
    days: [],
    importNos: [],
    engineVersion: '1',
    schemaVersion: 1,
  });
  return id;
}

export async function enrichment({ app, the }: Garden): Promise<string> {
  const id = uuidv7();
  await app.db.manager.insert(EnrichmentRun, {
    id,
    caseId: the('cases'),
    snapshotId: the('snapshots'),
    accountsHash: '0',
    accountCount: 300,
    startedBy: 'Investigator',
    startedAt: PLANTED_AT,
    finishedAt: PLANTED_AT,
  });
  return id;
}

export async function finding({ app, the }: Garden): Promise<string> {
  const id = uuidv7();
  await app.db.manager.insert(Finding, {
    id,
    caseId: the('cases'),
    analyzer: 'account-totals',
    version: 1,
    question: 'How much?',
    snapshotId: the('snapshots'),
    accountsHash: '0',
    accountCount: 300,
    parameters: {},
    inputHash: sha256('input'),
    queries: [],
    engineVersion: '1',
    result: {},
    rowCount: 0,
    rowsHash: null,
    enrichedThrough: null,
    contentHash: sha256('content'),
    startedAt: PLANTED_AT,
    finishedAt: PLANTED_AT,
  });
  return id;
}

export async function cluster({ app, the }: Garden): Promise<string> {
  await app.db.manager.insert(AccountCluster, {
    caseId: the('cases'),
    number: 1,
    accounts: 300,
    inCase: 300,
    exchanges: '28800000',
    evidence: [],
    because: [],
    bridges: [],
    findingId: the('findings'),
  });
  return '1';
}

/** A judgement in review, on the finding. */
export async function judgement(garden: Garden): Promise<string> {
  const { as, the } = garden;
  const evidence = [
    { family: 'prompts', reliability: 'A', credibility: 2, kind: 'finding', refId: the('findings') },
  ];
  const id = await posted('investigator', '/v1/cases/{id}/judgements', () => ({
    rung: 1,
    statement: 'The accounts are one coordinated network.',
    likelihood: 'likely',
    confidence: 'low',
    evidence,
    alternatives: [{ hypothesis: 'One reseller', assessment: 'Their prompts are the same.' }],
    wouldChange: 'Prompts that have nothing in common.',
  }))(garden);
  await (await as('investigator')).post(`/v1/judgements/${id}/submit`);
  return id;
}

/** A pack with its three files, whose bytes nobody reads. */
export async function pack({ app, the }: Garden): Promise<string> {
  const caseId = the('cases');
  const files = ['manifest.json', 'cells.csv', 'accounts.csv'].map((name) => ({ id: uuidv7(), name }));
  const hash = sha256('pack');
  const common = {
    caseId,
    mediaType: 'text/csv',
    origin: 'pack',
    path: 'gone',
    bytes: 0,
    sha256: hash,
    keptAt: PLANTED_AT,
  };
  await app.db.manager.insert(
    EvidenceItem,
    files.map((file) => ({ ...file, ...common })),
  );
  const id = uuidv7();
  await app.db.manager.insert(EvidencePack, {
    id,
    caseId,
    recipient: 'Example Partner',
    recipientKey: 'example partner',
    clearance: 'AMBER',
    snapshotId: the('snapshots'),
    manifest: { packId: id, tlp: 'AMBER', totals: { accounts: 300, exchanges: 28_800_000 }, tables: [] },
    manifestEvidenceId: files[0]!.id,
    cellsEvidenceId: files[1]!.id,
    accountsEvidenceId: files[2]!.id,
    madeBy: 'somebody',
    madeByName: 'Somebody',
    madeAt: PLANTED_AT,
  });
  return id;
}
