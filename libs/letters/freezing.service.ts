import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  assertTransition,
  Clock,
  ConflictError,
  contentHash,
  DomainError,
  findById,
  insertBehind,
  lockById,
  updateBehind,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Judgements } from '@app/enrichment';
import { Evidence, FileStore, type StoredFile } from '@app/evidence';
import { CaseClaims } from './case-claims';
import { wordingHash } from './compose-letter';
import { assertUnflagged } from './flags/assert-unflagged';
import { FrozenLetter } from './frozen-letter.entity';
import { assertClean, type LetterText, LetterTexts } from './letter-text.service';
import { LetterReview } from './letter-review.entity';
import { LetterSignature } from './letter-signature.entity';
import { LETTER_TRANSITIONS, type LetterState } from './letter-state';
import { ApprovalOutdatedError, SignedContentError, SignerNotSeparateError } from './letters.problems';
import { authorsOf } from './letters.queries';
import { Letter } from './letter.entity';
import { type LetterDocument, renderDocx, renderPdf } from './rendering';

export const PDF = 'application/pdf';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Fixing the words of a letter, and the signature under them. */
@Injectable()
export class Freezing {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly evidence: Evidence,
    private readonly files: FileStore,
    private readonly texts: LetterTexts,
    private readonly claims: CaseClaims,
    private readonly judgements: Judgements,
  ) {}

  /**
   * Freezes an approved letter under the date it is to bear: words, figures and both files stay as they are from now on.
   * @param date `YYYY-MM-DD`
   * @throws NotFoundError, IllegalTransitionError, UnprovenFigureError, OverAttributionError, LetterIncompleteError, ApprovalOutdatedError, ClaimNotCitableError, UnrenderableLetterError, ConflictError
   */
  async freeze(actor: Actor, id: string, date: string): Promise<Letter> {
    const { document, caseId } = await this.db.transaction(async (tx) => {
      const approved = await findById(tx, Letter, id);
      return { ...(await this.freezable(tx, approved, date)), caseId: approved.caseId };
    });
    // Rendered and written before the transaction, which then only has to find that nothing moved meanwhile.
    const [pdf, docx] = await this.writeFiles(document);
    try {
      return await this.db.transaction(async (tx) => {
        const [letter] = await Promise.all([lockById(tx, Letter, id), this.judgements.hold(tx, caseId)]);
        const [{ text, review }, authorIds] = await Promise.all([
          this.freezable(tx, letter, date),
          authorsOf(tx, id),
        ]);
        await this.claims.assertCitable(tx, text.cited);
        const hash = contentHash(text.document);
        if (hash !== contentHash(document))
          throw new ConflictError('The letter changed while it was rendered.');
        letter.moveTo('Frozen');
        await updateBehind(tx, Letter, id, { state: letter.state });
        const [pdfEvidenceId, docxEvidenceId] = await Promise.all([
          this.keep(tx, actor, letter, pdf, 'pdf'),
          this.keep(tx, actor, letter, docx, 'docx'),
        ]);
        await insertBehind(tx, FrozenLetter, {
          letterId: id,
          version: letter.version,
          document: text.document,
          contentHash: hash,
          authorIds,
          reviewerId: review.reviewerId,
          pdfEvidenceId,
          docxEvidenceId,
          frozenBy: actor.id,
          frozenByName: actor.name,
          frozenAt: this.clock.now(),
        });
        await Promise.all([
          this.claims.markCited(tx, text.cited, id),
          this.audit.record(tx, actor, {
            action: 'letter.frozen',
            subjectId: id,
            caseId: letter.caseId,
            details: { version: letter.version, date, contentHash: hash, pdf: pdf.sha256, docx: docx.sha256 },
          }),
        ]);
        return letter;
      });
    } catch (error) {
      // Only after a refusal: when the connection broke at the commit, the record may hold these files.
      if (error instanceof DomainError) {
        await this.files.remove(pdf.path);
        await this.files.remove(docx.path);
      }
      throw error;
    }
  }

  /**
   * Signs the frozen words that `hash` names.
   * @throws NotFoundError, IllegalTransitionError, LetterFlaggedError, SignedContentError, SignerNotSeparateError
   */
  async sign(actor: Actor, id: string, hash: string): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      letter.moveTo('Signed');
      await assertUnflagged(tx, letter);
      const frozen = await tx.findOneByOrFail(FrozenLetter, { letterId: id });
      if (frozen.contentHash !== hash)
        throw new SignedContentError(`${letter.number} is frozen with the hash ${frozen.contentHash}.`);
      const { authorIds, reviewerId, document } = frozen;
      if (actor.id === reviewerId || authorIds.includes(actor.id))
        throw new SignerNotSeparateError('You wrote or approved this letter.');
      await updateBehind(tx, Letter, id, { state: letter.state });
      const { role } = document.signatory;
      await insertBehind(tx, LetterSignature, {
        letterId: id,
        contentHash: hash,
        authorIds,
        reviewerId,
        signerId: actor.id,
        signerName: actor.name,
        role,
        signedAt: this.clock.now(),
      });
      const details = { contentHash: hash, role };
      await this.audit.record(tx, actor, {
        action: 'letter.signed',
        subjectId: id,
        caseId: letter.caseId,
        details,
      });
      return letter;
    });
  }

  private async freezable(
    db: EntityManager,
    letter: Letter,
    date: string,
  ): Promise<{ document: LetterDocument; text: LetterText; review: LetterReview }> {
    assertTransition<LetterState>(LETTER_TRANSITIONS, letter.state, 'Frozen');
    const { id: letterId, version } = letter;
    const [text, review] = await Promise.all([
      this.texts.read(db, letter, { date, status: 'frozen' }),
      db.findOneOrFail(LetterReview, {
        where: { letterId, version, decision: 'approve' },
        order: { decidedAt: 'DESC' },
      }),
    ]);
    assertClean(text.findings);
    if (review.wordingHash !== wordingHash(text.document))
      throw new ApprovalOutdatedError('A cited claim reads otherwise than when the letter was approved.');
    return { document: text.document, text, review };
  }

  private async writeFiles(document: LetterDocument): Promise<[StoredFile, StoredFile]> {
    const write = (bytes: Buffer, extension: string): Promise<StoredFile> =>
      this.files.write(Readable.from([bytes]), { name: `${document.reference}.${extension}` });
    const [pdf, docx] = [await renderPdf(document), await renderDocx(document)];
    return [await write(pdf, 'pdf'), await write(docx, 'docx')];
  }

  private async keep(
    tx: EntityManager,
    actor: Actor,
    { caseId, number }: Letter,
    file: StoredFile,
    extension: 'pdf' | 'docx',
  ): Promise<string> {
    const item = await this.evidence.keep(tx, actor, {
      ...file,
      caseId,
      name: `${number}.${extension}`,
      mediaType: extension === 'pdf' ? PDF : DOCX,
      origin: 'letter',
    });
    return item.id;
  }
}
