import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  ConflictError,
  contentHash,
  decodeCursor,
  DomainError,
  findById,
  insertBehind,
  type Page,
  sha256,
  toPage,
  figure,
} from '@app/platform';
import { TLP_LABELS, type Tlp } from '@app/alerts';
import { type Actor, Audit } from '@app/audit';
import { type Case, Cases, normaliseTag } from '@app/cases';
import { Evidence, FileStore, type StoredFile } from '@app/evidence';
import { MemberSets, type Snapshot, snapshotParams, Snapshots, UsageEngine } from '@app/usage';
import { cellsOf, type CountRow, PACK_COUNTS } from './pack-counts';
import {
  COUNTING_RULE,
  LEFT_OUT,
  PACK_FILES,
  PACK_TABLES,
  type PackManifest,
  PSEUDONYM_RULE,
  SUPPRESSION_RULE,
} from './pack-manifest';
import { EvidencePack } from './pack.entity';
import { PackLabelError, PacksNotSetUpError, PackTooSmallError } from './packs.problems';
import { PacksOptions } from './packs.options';
import { accountLines, cellLines, clusterCells } from './pack-files';
import { type ClusteredAccount, clusteredAccounts, everyAccount } from './packs.queries';
import { Pseudonyms } from './pseudonyms';
import { SMALL_CELL, suppress } from './suppress';

/** Whom a pack is for, and from what it is counted. */
export interface NewPack {
  recipient: string;
  clearance: Tlp;
  snapshotId: string;
}

/** A pseudonym with the account that it stands for; null where it is none of this pack's case and recipient. */
export interface Reidentified {
  pseudonym: string;
  accountId: string | null;
}

/** Accounts that are read at once when pseudonyms are resolved. */
const PORTION = 100_000;
/** They are held in memory, some 200 bytes each: their lines are sorted, so that the order tells nothing. */
const MAX_ACCOUNTS = 500_000;
const CSV = 'text/csv; charset=utf-8; header=present';

/** Evidence for readers outside the lab: counts without small cells, and accounts under pseudonyms. */
@Injectable()
export class Packs {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly evidence: Evidence,
    private readonly files: FileStore,
    private readonly snapshots: Snapshots,
    private readonly sets: MemberSets,
    private readonly engine: UsageEngine,
    private readonly options: PacksOptions,
  ) {}

  /**
   * Counts, suppresses and writes the files, and keeps them as evidence of the case.
   * @throws NotFoundError, CaseClosedError for a merged case, PacksNotSetUpError, PackLabelError, PackTooSmallError, ConflictError
   */
  async make(actor: Actor, caseId: string, input: NewPack): Promise<EvidencePack> {
    const id = uuidv7();
    const recipientKey = normaliseTag(input.recipient);
    const pseudonyms = this.pseudonymsFor(caseId, recipientKey);
    const subject = await this.cases.find(this.db.manager, caseId);
    assertShareable(subject, input.clearance);
    const snapshot = await this.snapshots.find(this.db.manager, input.snapshotId);
    const accounts = await this.confirmed(caseId);
    const { rows, ...counted } = await this.count(caseId, snapshot, accounts);
    const clusters = clusterCells(accounts);
    const tables = PACK_TABLES.map((name) => {
      const cells = name === 'cluster' ? clusters : cellsOf(rows, name);
      return { name, all: cells.length, cells: suppress(cells) };
    });
    const shownClusters = new Set(
      (tables.find(({ name }) => name === 'cluster')?.cells ?? []).flatMap((cell) =>
        cell.isSuppressed ? [] : [cell.key],
      ),
    );
    const written: { name: string; mediaType: string; file: StoredFile }[] = [];
    const write = async (name: string, mediaType: string, text: Iterable<string>): Promise<void> => {
      written.push({ name, mediaType, file: await this.files.write(Readable.from(text), { name }) });
    };
    try {
      await write(PACK_FILES.cells, CSV, cellLines(tables));
      await write(PACK_FILES.accounts, CSV, accountLines(accounts, pseudonyms, shownClusters));
      const madeAt = this.clock.now();
      const manifest: PackManifest = {
        format: 'docket-evidence-pack',
        version: 1,
        packId: id,
        case: `CASE-${subject.openedAt.getUTCFullYear()}-${String(subject.number).padStart(4, '0')}`,
        tlp: subject.tlp,
        recipient: input.recipient,
        madeAt: madeAt.toISOString(),
        ...counted,
        countingRule: COUNTING_RULE,
        suppressionRule: SUPPRESSION_RULE,
        pseudonyms: PSEUDONYM_RULE,
        leftOut: LEFT_OUT,
        totals: {
          accounts: accounts.length,
          exchanges: cellsOf(rows, 'day').reduce((sum, cell) => sum + cell.exchanges!, 0),
        },
        tables: tables.map(({ name, all, cells }) => ({
          name,
          isWithheld: cells === null,
          cells: cells === null ? 0 : all,
          suppressed: cells?.filter((cell) => cell.isSuppressed).length ?? 0,
        })),
        files: written.map(({ name, file }) => ({ name, bytes: file.bytes, sha256: file.sha256 })),
      };
      await write(PACK_FILES.manifest, 'application/json', [`${JSON.stringify(manifest, null, 2)}\n`]);
      return await this.db.transaction(async (tx) => {
        assertShareable(await this.cases.lock(tx, caseId), input.clearance);
        const kept = new Map<string, string>();
        for (const { name, mediaType, file } of written) {
          const item = await this.evidence.keep(tx, actor, {
            ...file,
            caseId,
            name,
            mediaType,
            origin: 'pack',
          });
          kept.set(name, item.id);
        }
        const pack = tx.create(EvidencePack, {
          id,
          caseId,
          ...input,
          recipientKey,
          manifest,
          manifestEvidenceId: kept.get(PACK_FILES.manifest)!,
          cellsEvidenceId: kept.get(PACK_FILES.cells)!,
          accountsEvidenceId: kept.get(PACK_FILES.accounts)!,
          madeBy: actor.id,
          madeByName: actor.name,
          madeAt,
        });
        await insertBehind(tx, EvidencePack, pack);
        const { recipient, clearance, snapshotId } = input;
        await this.audit.record(tx, actor, {
          action: 'pack.made',
          subjectId: id,
          caseId,
          details: {
            recipient,
            clearance,
            snapshotId,
            accounts: accounts.length,
            manifest: written.at(-1)!.file.sha256,
          },
        });
        return pack;
      });
    } catch (error) {
      // Only after a refusal: when the connection broke at the commit, the record may hold these files.
      if (error instanceof DomainError) for (const { file } of written) await this.files.remove(file.path);
      throw error;
    }
  }

  /**
   * Tells which accounts pseudonyms of a pack stand for. Who asked for which, and why, is an act on the case.
   * @throws NotFoundError, PacksNotSetUpError
   */
  async reidentify(
    actor: Actor,
    id: string,
    { pseudonyms: asked, reason }: { pseudonyms: readonly string[]; reason: string },
  ): Promise<Reidentified[]> {
    const { caseId, recipientKey, recipient } = await this.find(id);
    const pseudonyms = this.pseudonymsFor(caseId, recipientKey);
    const family = await this.cases.familyOf(this.db.manager, caseId);
    const wanted = new Set(asked);
    const found = new Map<string, string>();
    for (let after: string | null = null; found.size < wanted.size;) {
      const portion: string[] = await everyAccount(this.db.manager, family, after, PORTION);
      for (const accountId of portion) {
        const pseudonym = pseudonyms.of(accountId);
        if (wanted.has(pseudonym)) found.set(pseudonym, accountId);
      }
      if (portion.length < PORTION) break;
      after = portion.at(-1)!;
    }
    // Nothing is told before it is recorded who was told.
    await this.db.transaction((tx) =>
      this.audit.record(tx, actor, {
        action: 'pack.reidentified',
        subjectId: id,
        caseId,
        details: {
          recipient,
          reason,
          asked: wanted.size,
          found: found.size,
          digest: sha256([...wanted].sort().join('\n')),
          ...(wanted.size <= 100 ? { pseudonyms: [...wanted].sort() } : {}),
        },
      }),
    );
    return asked.map((pseudonym) => ({ pseudonym, accountId: found.get(pseudonym) ?? null }));
  }

  /** @throws NotFoundError */
  find(id: string): Promise<EvidencePack> {
    return findById(this.db.manager, EvidencePack, id);
  }

  /** Packs of a case and of those merged into it, latest first. @throws NotFoundError, InvalidInputError */
  async list(caseId: string, o: { limit: number; cursor?: string | undefined }): Promise<Page<EvidencePack>> {
    const family = await this.cases.familyOf(this.db.manager, caseId);
    const before = o.cursor === undefined ? {} : { id: LessThan(String(decodeCursor(o.cursor, 1)[0])) };
    const rows = await this.db.manager.find(EvidencePack, {
      where: { caseId: In(family), ...before },
      order: { id: 'DESC' },
      take: o.limit + 1,
    });
    return toPage(
      rows,
      o.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** @throws PacksNotSetUpError */
  private pseudonymsFor(caseId: string, recipientKey: string): Pseudonyms {
    if (!this.options.key)
      throw new PacksNotSetUpError('This installation has no key from which pseudonyms could be made.');
    return new Pseudonyms(this.options.key, caseId, recipientKey);
  }

  /** @throws PackTooSmallError, ConflictError */
  private async confirmed(caseId: string): Promise<ClusteredAccount[]> {
    const accounts = await clusteredAccounts(this.db.manager, caseId, MAX_ACCOUNTS + 1);
    if (accounts.length < SMALL_CELL)
      throw new PackTooSmallError(
        `The case has ${figure(accounts.length)} confirmed ${accounts.length === 1 ? 'account' : 'accounts'}.`,
        { needed: SMALL_CELL },
      );
    if (accounts.length > MAX_ACCOUNTS)
      throw new ConflictError(`A pack takes at most ${figure(MAX_ACCOUNTS)} accounts.`);
    return accounts;
  }

  /** Freezes the accounts and the cover keys and asks the engine once. */
  private async count(
    caseId: string,
    snapshot: Snapshot,
    accounts: readonly ClusteredAccount[],
  ): Promise<{ rows: CountRow[] } & Pick<PackManifest, 'snapshot' | 'queryHash' | 'engineVersion'>> {
    const ids = accounts.map(({ accountId }) => accountId);
    const parameters = {
      ...snapshotParams(snapshot),
      accounts: await this.sets.ensure('accounts', ids),
      cover: await this.sets.ensure('keys', await this.cases.coverKeys(this.db.manager, caseId)),
    };
    return {
      rows: await this.engine.query<CountRow>(PACK_COUNTS, parameters),
      snapshot: {
        id: snapshot.id,
        takenAt: snapshot.takenAt.toISOString(),
        contentHash: snapshot.contentHash,
      },
      queryHash: contentHash({ sql: PACK_COUNTS, parameters }),
      engineVersion: await this.engine.version(),
    };
  }
}

/** @throws CaseClosedError for a merged case, PackLabelError */
function assertShareable(subject: Case, clearance: Tlp): void {
  if (subject.mergedIntoId) subject.assertOpen();
  if (TLP_LABELS.indexOf(subject.tlp) > TLP_LABELS.indexOf(clearance))
    throw new PackLabelError(
      `The case is TLP:${subject.tlp}, the recipient may read up to TLP:${clearance}.`,
      {
        tlp: subject.tlp,
      },
    );
}
