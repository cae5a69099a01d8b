import { Injectable } from '@nestjs/common';
import { And, DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { decodeCursor, findById, type Page, toPage } from '@app/platform';
import type { Actor } from '@app/audit';
import { type CaseLabel, Cases } from '@app/cases';
import { Evidence, type EvidenceItem } from '@app/evidence';
import type { Readable } from 'node:stream';
import { CaseClaims } from './case-claims';
import type { CitedClaim } from './cited-claim';
import { Dispatch } from './dispatch.entity';
import type { DispatchAttempt } from './dispatch-attempt.entity';
import { LetterFlag } from './flags/letter-flag.entity';
import { hasOpenFlag, openFlagsOf } from './flags/letter-flags.queries';
import { FrozenLetter } from './frozen-letter.entity';
import { DOCX, PDF } from './freezing.service';
import { LetterReview } from './letter-review.entity';
import { LetterSignature } from './letter-signature.entity';
import { type LetterText, LetterTexts } from './letter-text.service';
import { LetterVersion } from './letter-version.entity';
import { Letter } from './letter.entity';
import type { ListLetters } from './letters.dto';
import { attemptsOf, filesOf } from './letters.queries';
import { Receipt } from './receipt.entity';
import { renderDocx, renderPdf } from './rendering';

/** All that is known of a letter. */
export interface Dossier extends LetterText {
  letter: Letter;
  /** Its case. */
  label: CaseLabel;
  versions: Omit<LetterVersion, 'content'>[];
  reviews: LetterReview[];
  frozen: (FrozenLetter & { pdf: EvidenceItem; docx: EvidenceItem }) | null;
  signature: LetterSignature | null;
  dispatch: (Dispatch & { attempts: DispatchAttempt[] }) | null;
  receipts: Receipt[];
  /** Statements in it that hold no more, oldest first. */
  flags: LetterFlag[];
}

/** A letter in a list. */
export interface ListedLetter {
  letter: Letter;
  /** Its case. */
  label: CaseLabel;
  /** Statements in it that hold no more and about which nobody has decided. */
  openFlags: number;
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
    private readonly cases: Cases,
    private readonly evidence: Evidence,
    private readonly texts: LetterTexts,
    private readonly claims: CaseClaims,
  ) {}

  /** Newest first; of a case also those of the cases merged into it. @throws NotFoundError when the case is not there */
  async list(filter: ListLetters): Promise<Page<ListedLetter>> {
    const { limit, cursor, caseId, flagged, state } = filter;
    const ids = [
      ...(cursor === undefined ? [] : [LessThan(String(decodeCursor(cursor, 1)[0]))]),
      ...(flagged === undefined ? [] : [hasOpenFlag(flagged)]),
    ];
    const rows = await this.db.manager.find(Letter, {
      where: {
        ...(caseId === undefined ? {} : { caseId: In(await this.cases.familyOf(this.db.manager, caseId)) }),
        ...(state === undefined ? {} : { state }),
        ...(ids.length === 0 ? {} : { id: And(...ids) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    const [flags, labels] = await Promise.all([
      openFlagsOf(
        this.db.manager,
        rows.map(({ id }) => id),
      ),
      this.cases.labels(
        this.db.manager,
        rows.map((row) => row.caseId),
      ),
    ]);
    return toPage(
      rows,
      limit,
      (row) => [row.id],
      (letter) => ({
        letter,
        label: labels.get(letter.caseId)!,
        openFlags: flags.get(letter.id) ?? 0,
      }),
    );
  }

  /** @throws NotFoundError */
  find(id: string): Promise<Dossier> {
    return this.db.transaction('REPEATABLE READ', async (tx) =>
      this.dossier(tx, await findById(tx, Letter, id)),
    );
  }

  /** The same of a letter as an act has just left it. */
  after(letter: Letter): Promise<Dossier> {
    return this.db.transaction('REPEATABLE READ', (tx) => this.dossier(tx, letter));
  }

  /** The claims that the letter cites, by number, as they stand today. @throws NotFoundError */
  async cited(id: string): Promise<CitedClaim[]> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const letter = await findById(tx, Letter, id);
      return (await this.texts.read(tx, letter)).cited;
    });
  }

  /** Every claim of the letter's case that has words, by number. @throws NotFoundError */
  async citable(id: string): Promise<CitedClaim[]> {
    const { caseId } = await findById(this.db.manager, Letter, id);
    return this.claims.ofCase(this.db.manager, caseId);
  }

  /**
   * The letter as a file: the bytes that were frozen, or the draft as it stands, marked as one.
   * @throws NotFoundError, UnrenderableLetterError
   */
  async file(actor: Actor, id: string, kind: 'pdf' | 'docx'): Promise<LetterFile> {
    const { letter, text, frozen } = await this.db.transaction('REPEATABLE READ', async (tx) => {
      const found = await findById(tx, Letter, id);
      const [read, fixed] = await Promise.all([
        this.texts.read(tx, found),
        tx.findOneBy(FrozenLetter, { letterId: id }),
      ]);
      return { letter: found, text: read, frozen: fixed };
    });
    if (frozen) {
      const evidenceId = kind === 'pdf' ? frozen.pdfEvidenceId : frozen.docxEvidenceId;
      const { item, content } = await this.evidence.open(actor, evidenceId);
      return { name: item.name, mediaType: item.mediaType, sha256: item.sha256, content };
    }
    const { document } = text;
    return {
      name: `${letter.number}-draft-${letter.version}.${kind}`,
      mediaType: kind === 'pdf' ? PDF : DOCX,
      sha256: null,
      content: kind === 'pdf' ? await renderPdf(document) : await renderDocx(document),
    };
  }

  /** All looks at once: each is by the letter's id. */
  private async dossier(tx: EntityManager, letter: Letter): Promise<Dossier> {
    const letterId = letter.id;
    const [text, frozen, files, versions, reviews, signature, dispatch, attempts, receipts, flags, labels] =
      await Promise.all([
        this.texts.read(tx, letter),
        tx.findOneBy(FrozenLetter, { letterId }),
        filesOf(tx, letterId),
        tx.find(LetterVersion, {
          where: { letterId },
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
        tx.find(LetterReview, { where: { letterId }, order: { decidedAt: 'ASC', id: 'ASC' } }),
        tx.findOneBy(LetterSignature, { letterId }),
        tx.findOneBy(Dispatch, { letterId }),
        attemptsOf(tx, letterId),
        tx.find(Receipt, { where: { letterId }, order: { id: 'ASC' } }),
        tx.find(LetterFlag, { where: { letterId }, order: { id: 'ASC' } }),
        this.cases.labels(tx, [letter.caseId]),
      ]);
    return {
      letter,
      label: labels.get(letter.caseId)!,
      ...text,
      // What is frozen is read as it was frozen; its figures may have been counted anew since.
      ...(frozen ? { document: frozen.document, findings: [] } : {}),
      versions,
      reviews,
      frozen: frozen && {
        ...frozen,
        pdf: files.get(frozen.pdfEvidenceId)!,
        docx: files.get(frozen.docxEvidenceId)!,
      },
      signature,
      dispatch: dispatch && { ...dispatch, attempts },
      receipts,
      flags,
    };
  }
}
