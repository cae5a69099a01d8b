import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { decodeCursor, findById, type Page, toPage } from '@app/platform';
import type { Actor } from '@app/audit';
import { Evidence, type EvidenceItem } from '@app/evidence';
import type { Readable } from 'node:stream';
import type { CitedClaim } from './cited-claim';
import { Dispatch } from './dispatch.entity';
import { DispatchAttempt } from './dispatch-attempt.entity';
import { FrozenLetter } from './frozen-letter.entity';
import { DOCX, PDF } from './freezing.service';
import { LetterReview } from './letter-review.entity';
import { LetterSignature } from './letter-signature.entity';
import { type LetterText, LetterTexts } from './letter-text.service';
import { LetterVersion } from './letter-version.entity';
import { Letter } from './letter.entity';
import { Receipt } from './receipt.entity';
import { renderDocx, renderPdf } from './rendering';

/** All that is known of a letter. */
export interface Dossier extends LetterText {
  letter: Letter;
  versions: Omit<LetterVersion, 'content'>[];
  reviews: LetterReview[];
  frozen: (FrozenLetter & { pdf: EvidenceItem; docx: EvidenceItem }) | null;
  signature: LetterSignature | null;
  dispatch: (Dispatch & { attempts: DispatchAttempt[] }) | null;
  receipts: Receipt[];
}

/** A rendering of a letter that is handed out. */
export interface LetterFile {
  name: string;
  mediaType: string;
  /** SHA-256 of the bytes kept; null for a draft, which is rendered anew each time. */
  sha256: string | null;
  content: Readable | Buffer;
}

/** Looks letters up, in words and as files. */
@Injectable()
export class LetterReader {
  constructor(
    private readonly db: DataSource,
    private readonly evidence: Evidence,
    private readonly texts: LetterTexts,
  ) {}

  /** Newest first. */
  async list(filter: { limit: number; cursor?: string; caseId?: string }): Promise<Page<Letter>> {
    const { limit, cursor, caseId } = filter;
    const rows = await this.db.manager.find(Letter, {
      where: {
        ...(caseId === undefined ? {} : { caseId }),
        ...(cursor === undefined ? {} : { id: LessThan(String(decodeCursor(cursor, 1)[0])) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<Dossier> {
    const db = this.db.manager;
    const letter = await findById(db, Letter, id);
    const text = await this.texts.read(db, letter);
    const frozen = await db.findOneBy(FrozenLetter, { letterId: id });
    const dispatch = await db.findOneBy(Dispatch, { letterId: id });
    return {
      letter,
      ...text,
      // What is frozen is read as it was frozen; its figures may have been counted anew since.
      ...(frozen ? { document: frozen.document, findings: [] } : {}),
      versions: await db.find(LetterVersion, {
        where: { letterId: id },
        select: {
          letterId: true,
          version: true,
          contentHash: true,
          savedBy: true,
          savedByName: true,
          savedAt: true,
        },
        order: { version: 'ASC' },
      }),
      reviews: await db.find(LetterReview, {
        where: { letterId: id },
        order: { decidedAt: 'ASC', id: 'ASC' },
      }),
      frozen: frozen && {
        ...frozen,
        pdf: await this.evidence.find(frozen.pdfEvidenceId),
        docx: await this.evidence.find(frozen.docxEvidenceId),
      },
      signature: await db.findOneBy(LetterSignature, { letterId: id }),
      dispatch: dispatch && {
        ...dispatch,
        attempts: await db.find(DispatchAttempt, {
          where: { dispatchId: dispatch.id },
          order: { id: 'ASC' },
        }),
      },
      receipts: await db.find(Receipt, { where: { letterId: id }, order: { id: 'ASC' } }),
    };
  }

  /** The claims that the letter cites, by number, as they stand today. @throws NotFoundError */
  async cited(id: string): Promise<CitedClaim[]> {
    const letter = await findById(this.db.manager, Letter, id);
    return (await this.texts.read(this.db.manager, letter)).cited;
  }

  /**
   * The letter as a file: the bytes that were frozen, or the draft as it stands, marked as one.
   * @throws NotFoundError, UnrenderableLetterError
   */
  async file(actor: Actor, id: string, kind: 'pdf' | 'docx'): Promise<LetterFile> {
    const db = this.db.manager;
    const letter = await findById(db, Letter, id);
    const frozen = await db.findOneBy(FrozenLetter, { letterId: id });
    if (frozen) {
      const evidenceId = kind === 'pdf' ? frozen.pdfEvidenceId : frozen.docxEvidenceId;
      const { item, content } = await this.evidence.open(actor, evidenceId);
      return { name: item.name, mediaType: item.mediaType, sha256: item.sha256, content };
    }
    const { document } = await this.texts.read(db, letter);
    return {
      name: `${letter.number}-draft-${letter.version}.${kind}`,
      mediaType: kind === 'pdf' ? PDF : DOCX,
      sha256: null,
      content: kind === 'pdf' ? await renderPdf(document) : await renderDocx(document),
    };
  }
}
