import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { canonicalJson, Clock, findById, lockById, sha256 } from '@app/platform';
import { Audit, systemActor } from '@app/audit';
import { Evidence, FileStore } from '@app/evidence';
import { type Delivery, LetterDelivery, type Parcel } from './delivery/letter-delivery';
import { Dispatch } from './dispatch.entity';
import { DispatchAttempt } from './dispatch-attempt.entity';
import { FrozenLetter } from './frozen-letter.entity';
import { LetterSignature } from './letter-signature.entity';
import { Letter } from './letter.entity';

const ACTOR = systemActor('dispatch-letter');

/** Carries out dispatches: each attempt is written down before it is made, and what became of it after. */
@Injectable()
export class Delivering {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly evidence: Evidence,
    private readonly files: FileStore,
    private readonly delivery: LetterDelivery,
  ) {}

  /**
   * Makes one attempt, unless the dispatch is delivered or waits for a person. An earlier attempt without a result was
   * cut off: nobody knows whether the letter left, so a person must look.
   */
  async deliver(dispatchId: string): Promise<void> {
    const attemptId = await this.begin(dispatchId);
    if (attemptId === undefined) return;
    await this.end(dispatchId, attemptId, await this.attempt(dispatchId));
  }

  private begin(dispatchId: string): Promise<string | undefined> {
    return this.db.transaction(async (tx) => {
      const held = await hold(tx, dispatchId);
      if (held.dispatch.state !== 'intended') return undefined;
      const cutOff = await tx.findOneBy(DispatchAttempt, { dispatchId, finishedAt: IsNull() });
      if (cutOff) {
        await this.settle(tx, held, cutOff.id, { outcome: 'unclear', note: 'the attempt was cut off' });
        return undefined;
      }
      const { identifiers } = await tx.insert(DispatchAttempt, {
        dispatchId,
        startedAt: this.clock.now(),
        finishedAt: null,
        outcome: null,
        note: null,
      });
      return String(identifiers[0]!['id']);
    });
  }

  private async attempt(dispatchId: string): Promise<Delivery> {
    let parcel: Parcel;
    try {
      parcel = await this.pack(dispatchId);
    } catch (error) {
      return { outcome: 'failed', note: error instanceof Error ? error.message : String(error) };
    }
    return this.delivery.deliver(parcel);
  }

  /** The two files as they were frozen, and a manifest that says what they are; the same for every attempt. */
  private async pack(dispatchId: string): Promise<Parcel> {
    const db = this.db.manager;
    const dispatch = await findById(db, Dispatch, dispatchId);
    const { letterId } = dispatch;
    const letter = await findById(db, Letter, letterId);
    const frozen = await db.findOneByOrFail(FrozenLetter, { letterId });
    const signature = await db.findOneByOrFail(LetterSignature, { letterId });
    const files = [await this.fileOf(frozen.pdfEvidenceId), await this.fileOf(frozen.docxEvidenceId)];
    const { document } = frozen;
    const manifest = {
      letter: letter.number,
      version: frozen.version,
      caseId: letter.caseId,
      dispatchId,
      requestedAt: dispatch.requestedAt.toISOString(),
      date: document.date,
      subject: document.subject ?? null,
      recipients: document.recipients,
      contentHash: frozen.contentHash,
      signature: { name: signature.signerName, role: signature.role, at: signature.signedAt.toISOString() },
      files: files.map(({ name, content }) => ({ name, bytes: content.length, sha256: sha256(content) })),
    };
    return {
      name: letter.number,
      files: [...files, { name: 'manifest.json', content: Buffer.from(`${canonicalJson(manifest)}\n`) }],
    };
  }

  /** @throws Error when the bytes are not those that were frozen */
  private async fileOf(evidenceId: string): Promise<{ name: string; content: Buffer }> {
    const item = await this.evidence.find(evidenceId);
    const chunks: Buffer[] = [];
    for await (const chunk of this.files.read(item.path)) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks);
    if (sha256(content) !== item.sha256) throw new Error(`${item.name} is not the file that was frozen`);
    return { name: item.name, content };
  }

  private async end(dispatchId: string, attemptId: string, delivery: Delivery): Promise<void> {
    await this.db.transaction(async (tx) => {
      const held = await hold(tx, dispatchId);
      // A person may have settled it meanwhile; what they said stands.
      if (held.dispatch.state === 'delivered') return;
      await this.settle(tx, held, attemptId, delivery);
    });
  }

  private async settle(
    tx: EntityManager,
    { letter, dispatch: { id } }: Held,
    attemptId: string,
    { outcome, note }: Delivery,
  ): Promise<void> {
    const now = this.clock.now();
    await tx.update(DispatchAttempt, { id: attemptId }, { finishedAt: now, outcome, note });
    if (outcome === 'delivered') {
      letter.moveTo('Dispatched');
      await tx.update(Letter, { id: letter.id }, { state: letter.state });
      await tx.update(Dispatch, { id }, { state: 'delivered', deliveredAt: now });
    } else {
      await tx.update(Dispatch, { id }, { state: 'waiting' });
    }
    await this.audit.record(tx, ACTOR, {
      action: outcome === 'delivered' ? 'letter.dispatched' : 'letter.dispatch_stuck',
      subjectId: letter.id,
      caseId: letter.caseId,
      details: { dispatchId: id, attemptId, outcome, note },
    });
  }
}

interface Held {
  letter: Letter;
  dispatch: Dispatch;
}

/** Whoever decides on a dispatch holds its letter, so that people and jobs wait for each other in one order. */
async function hold(tx: EntityManager, dispatchId: string): Promise<Held> {
  const { letterId } = await findById(tx, Dispatch, dispatchId);
  const letter = await lockById(tx, Letter, letterId);
  return { letter, dispatch: await findById(tx, Dispatch, dispatchId) };
}
