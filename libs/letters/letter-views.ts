import { ApiProperty } from '@nestjs/swagger';
import type { Actor } from '@app/audit';
import type { EvidenceItem } from '@app/evidence';
import { LetterFlagView, toFlagView } from './flags/letter-flags.dto';
import type { Dossier, ListedLetter } from './letter-reader.service';
import { actsOf, LETTER_ACTS, type LetterAct } from './letter-acts';
import type { LetterContent } from './letter-content';
import {
  ATTEMPT_OUTCOMES,
  DISPATCH_STATES,
  LETTER_STATES,
  LETTER_TRANSITIONS,
  REVIEW_DECISIONS,
} from './letter-state';
import { FINDING_RULES, type Finding } from './lints';
import type { LetterDocument } from './rendering';

/** A letter in a list, as answered. */
export class LetterSummaryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'L-2026-0001' }) number!: string;
  @ApiProperty({ format: 'uuid' }) caseId!: string;
  @ApiProperty({ type: 'integer' }) caseNumber!: number;
  @ApiProperty() caseTitle!: string;
  @ApiProperty({ example: 'congress-voluntary@1' }) template!: string;
  @ApiProperty({ enum: LETTER_STATES }) state!: string;
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() authorId!: string;
  @ApiProperty() authorName!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({
    type: 'integer',
    description: 'Figures in it that a later count found untrue and about which nobody has decided.',
  })
  openFlags!: number;
}

/** What a lint has against a letter, as answered. */
export class LetterFindingView {
  @ApiProperty({ enum: FINDING_RULES }) rule!: string;
  @ApiProperty({ example: '/blocks/3/text', description: 'RFC 6901 pointer into `content`.' })
  pointer!: string;
  @ApiProperty({ type: 'integer', description: 'Where in that text it begins, in UTF-16 units.' })
  offset!: number;
  @ApiProperty({ example: '25,000' }) text!: string;
  @ApiProperty() detail!: string;
  @ApiProperty({
    type: 'integer',
    required: false,
    description: 'Of `over-attribution`: the rung that the words need.',
  })
  neededRung?: number;
  @ApiProperty({
    type: 'integer',
    required: false,
    nullable: true,
    description: 'The rung approved for whom they name.',
  })
  approvedRung?: number | null;
  @ApiProperty({
    type: String,
    required: false,
    nullable: true,
    description: 'The words that may be used instead.',
  })
  allowedPhrase?: string | null;
}

/** One saved version, as answered. */
export class LetterVersionView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty() contentHash!: string;
  @ApiProperty() savedBy!: string;
  @ApiProperty() savedByName!: string;
  @ApiProperty({ format: 'date-time' }) savedAt!: string;
}

/** One review, as answered. */
export class LetterReviewView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ enum: REVIEW_DECISIONS }) decision!: string;
  @ApiProperty() comment!: string;
  @ApiProperty() reviewerId!: string;
  @ApiProperty() reviewerName!: string;
  @ApiProperty({ description: 'Of every word and figure that was reviewed.' }) wordingHash!: string;
  @ApiProperty({ format: 'date-time' }) decidedAt!: string;
}

/** A file that was kept, as answered. */
export class KeptFileView {
  @ApiProperty({ format: 'uuid' }) evidenceId!: string;
  @ApiProperty({ type: 'integer' }) bytes!: number;
  @ApiProperty() sha256!: string;
}

/** What was fixed at freezing, as answered. */
export class FrozenLetterView {
  @ApiProperty({ type: 'integer' }) version!: number;
  @ApiProperty({ format: 'date' }) date!: string;
  @ApiProperty({ description: 'SHA-256 of the canonical document; what is signed.' }) contentHash!: string;
  @ApiProperty() frozenBy!: string;
  @ApiProperty() frozenByName!: string;
  @ApiProperty({ format: 'date-time' }) frozenAt!: string;
  @ApiProperty() pdf!: KeptFileView;
  @ApiProperty() docx!: KeptFileView;
}

/** The signature, as answered. */
export class SignatureView {
  @ApiProperty() contentHash!: string;
  @ApiProperty() signerId!: string;
  @ApiProperty() signerName!: string;
  @ApiProperty({ example: 'Chief Executive Officer' }) role!: string;
  @ApiProperty({ format: 'date-time' }) signedAt!: string;
}

/** One attempt to deliver, as answered. */
export class DispatchAttemptView {
  @ApiProperty({ format: 'date-time' }) startedAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) finishedAt!: string | null;
  @ApiProperty({ enum: ATTEMPT_OUTCOMES, type: String, nullable: true }) outcome!: string | null;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

/** The dispatch, as answered. */
export class DispatchView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: DISPATCH_STATES }) state!: string;
  @ApiProperty() requestedBy!: string;
  @ApiProperty() requestedByName!: string;
  @ApiProperty({ format: 'date-time' }) requestedAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) deliveredAt!: string | null;
  @ApiProperty({ type: [DispatchAttemptView], description: 'Oldest first.' })
  attempts!: DispatchAttemptView[];
}

/** One receipt, as answered. */
export class LetterReceiptView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty() reference!: string;
  @ApiProperty() note!: string;
  @ApiProperty() recordedByName!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

/** Something that can be done to the letter now, as answered. */
export class LetterActView {
  @ApiProperty({ enum: LETTER_ACTS }) act!: LetterAct;
  @ApiProperty({ type: String, nullable: true, description: 'Why the caller may not; null if they may.' })
  because!: string | null;
}

/** A letter with all that is known of it, as answered. */
export class LetterView extends LetterSummaryView {
  @ApiProperty({ enum: LETTER_STATES, isArray: true, description: 'States to which it can go from here.' })
  allowed!: string[];
  @ApiProperty({
    type: [LetterActView],
    description: 'What can be done to it now, and for each act why the caller may not, if so.',
  })
  acts!: LetterActView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What the author writes; `PATCH` takes its members.',
  })
  content!: LetterContent;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What is printed: words with figures, and the appendix.',
  })
  document!: LetterDocument;
  @ApiProperty({ type: [LetterFindingView] }) findings!: Finding[];
  @ApiProperty({ type: [LetterVersionView], description: 'Oldest first.' }) versions!: LetterVersionView[];
  @ApiProperty({ type: [LetterReviewView], description: 'Oldest first.' }) reviews!: LetterReviewView[];
  @ApiProperty({ type: FrozenLetterView, nullable: true }) frozen!: FrozenLetterView | null;
  @ApiProperty({ type: SignatureView, nullable: true }) signature!: SignatureView | null;
  @ApiProperty({ type: DispatchView, nullable: true }) dispatch!: DispatchView | null;
  @ApiProperty({ type: [LetterReceiptView], description: 'In order of recording.' })
  receipts!: LetterReceiptView[];
  @ApiProperty({ type: [LetterFlagView], description: 'Statements in it that hold no more, oldest first.' })
  flags!: LetterFlagView[];
}

/** A letter in a list as the api answers it. */
export const toLetterSummary = ({ letter, label, openFlags }: ListedLetter): LetterSummaryView => ({
  id: letter.id,
  number: letter.number,
  caseId: letter.caseId,
  caseNumber: label.number,
  caseTitle: label.title,
  template: letter.template,
  state: letter.state,
  version: letter.version,
  authorId: letter.authorId,
  authorName: letter.authorName,
  createdAt: letter.createdAt.toISOString(),
  openFlags,
});

const toKeptFile = ({ id, bytes, sha256 }: EvidenceItem): KeptFileView => ({ evidenceId: id, bytes, sha256 });

const toFrozen = (frozen: NonNullable<Dossier['frozen']>): FrozenLetterView => ({
  version: frozen.version,
  date: frozen.document.date,
  contentHash: frozen.contentHash,
  frozenBy: frozen.frozenBy,
  frozenByName: frozen.frozenByName,
  frozenAt: frozen.frozenAt.toISOString(),
  pdf: toKeptFile(frozen.pdf),
  docx: toKeptFile(frozen.docx),
});

const toDispatch = (dispatch: NonNullable<Dossier['dispatch']>): DispatchView => ({
  id: dispatch.id,
  state: dispatch.state,
  requestedBy: dispatch.requestedBy,
  requestedByName: dispatch.requestedByName,
  requestedAt: dispatch.requestedAt.toISOString(),
  deliveredAt: dispatch.deliveredAt?.toISOString() ?? null,
  attempts: dispatch.attempts.map(({ startedAt, finishedAt, outcome, note }) => ({
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    outcome,
    note,
  })),
});

/** A whole letter as the api answers it. */
export const toLetterView = (dossier: Dossier, actor: Actor): LetterView => ({
  ...toLetterSummary({
    letter: dossier.letter,
    label: dossier.label,
    openFlags: dossier.flags.filter((flag) => flag.state === 'open').length,
  }),
  flags: dossier.flags.map(toFlagView),
  allowed: [...LETTER_TRANSITIONS[dossier.letter.state]],
  acts: actsOf(dossier, actor),
  content: dossier.content,
  document: dossier.document,
  findings: dossier.findings,
  versions: dossier.versions.map(({ version, contentHash, savedBy, savedByName, savedAt }) => ({
    version,
    contentHash,
    savedBy,
    savedByName,
    savedAt: savedAt.toISOString(),
  })),
  reviews: dossier.reviews.map(
    ({ version, decision, comment, reviewerId, reviewerName, wordingHash, decidedAt }) => ({
      version,
      decision,
      comment,
      reviewerId,
      reviewerName,
      wordingHash,
      decidedAt: decidedAt.toISOString(),
    }),
  ),
  frozen: dossier.frozen && toFrozen(dossier.frozen),
  signature: dossier.signature && {
    contentHash: dossier.signature.contentHash,
    signerId: dossier.signature.signerId,
    signerName: dossier.signature.signerName,
    role: dossier.signature.role,
    signedAt: dossier.signature.signedAt.toISOString(),
  },
  dispatch: dossier.dispatch && toDispatch(dossier.dispatch),
  receipts: dossier.receipts.map(({ id, receivedAt, reference, note, recordedByName, recordedAt }) => ({
    id,
    receivedAt: receivedAt.toISOString(),
    reference,
    note,
    recordedByName,
    recordedAt: recordedAt.toISOString(),
  })),
});
