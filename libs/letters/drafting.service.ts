import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import {
  Clock,
  contentHash,
  type FieldError,
  insertBehind,
  invalidInput,
  lockById,
  updateBehind,
} from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { type Case, Cases } from '@app/cases';
import { CaseClaims } from './case-claims';
import type { CitedClaim } from './cited-claim';
import { draftContent } from './draft-content';
import type { LetterContent } from './letter-content';
import { LetterheadOptions } from './letters.options';
import { nextSequence } from './letters.queries';
import { LetterVersion } from './letter-version.entity';
import { Letter } from './letter.entity';
import type { LetterRecipient } from './rendering';
import { type LetterTemplate, templateOf } from './templates';

/** What a person says when drafting a letter. */
export interface NewLetter {
  template: string;
  /** Id of the claim to cite, by measure. */
  claims: Readonly<Record<string, string>>;
  /** Words for the passages that the template asks for, by key. */
  passages?: Readonly<Record<string, string>>;
  recipients?: LetterRecipient[];
  subject?: string;
  date?: string;
}

/** Writing letters: from template to draft, and every edit after it. */
@Injectable()
export class Drafting {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly cases: Cases,
    private readonly claims: CaseClaims,
    private readonly letterhead: LetterheadOptions,
  ) {}

  /**
   * Drafts a letter from a template that there is; a measure without a claim stays open as a gap.
   * @throws NotFoundError, InvalidInputError on a claim of another case or measure
   */
  async draft(actor: Actor, caseId: string, input: NewLetter): Promise<Letter> {
    const template = templateOf(input.template);
    return this.db.transaction(async (tx) => {
      const subject = await this.cases.find(tx, caseId);
      const { claims: chosen, passages = {}, template: _, ...given } = input;
      assertPassages(template, passages);
      const claims = claimNumbers(template, chosen, await this.claims.ofCase(tx, caseId));
      const { sender } = this.letterhead;
      const about = { number: caseNumber(subject), title: subject.title };
      const content = draftContent(template, { ...given, sender, case: about, claims, passages });
      const now = this.clock.now();
      const letter = tx.create(Letter, {
        id: uuidv7(),
        year: now.getUTCFullYear(),
        sequence: await nextSequence(tx, now.getUTCFullYear()),
        caseId,
        template: `${template.id}@${template.version}`,
        state: 'Draft',
        version: 1,
        authorId: actor.id,
        authorName: actor.name,
        createdAt: now,
      });
      await insertBehind(tx, Letter, letter);
      const hash = await this.save(tx, actor, letter, content);
      const details = { number: letter.number, template: letter.template, contentHash: hash };
      await this.audit.record(tx, actor, { action: 'letter.drafted', subjectId: letter.id, caseId, details });
      return letter;
    });
  }

  /**
   * Saves an edit as a new version; what was submitted or approved becomes a draft again.
   * @param version the version that the caller read
   * @throws NotFoundError, LetterFrozenError, LetterVersionError
   */
  async edit(actor: Actor, id: string, version: number, change: Partial<LetterContent>): Promise<Letter> {
    return this.db.transaction(async (tx) => {
      const letter = await lockById(tx, Letter, id);
      const from = letter.state;
      letter.edit(version);
      const before = await tx.findOneByOrFail(LetterVersion, { letterId: id, version });
      await updateBehind(tx, Letter, id, { version: letter.version, state: letter.state });
      const hash = await this.save(tx, actor, letter, { ...before.content, ...change });
      const details = { from, state: letter.state, version: letter.version, contentHash: hash };
      await this.audit.record(tx, actor, {
        action: 'letter.edited',
        subjectId: id,
        caseId: letter.caseId,
        details: { ...details, changed: Object.keys(change).sort() },
      });
      return letter;
    });
  }

  private async save(
    tx: EntityManager,
    actor: Actor,
    letter: Letter,
    content: LetterContent,
  ): Promise<string> {
    const hash = contentHash(content);
    await insertBehind(tx, LetterVersion, {
      letterId: letter.id,
      version: letter.version,
      content,
      contentHash: hash,
      savedBy: actor.id,
      savedByName: actor.name,
      savedAt: this.clock.now(),
    });
    return hash;
  }
}

/** How people name a case. */
function caseNumber({ number, openedAt }: Case): string {
  return `CASE-${openedAt.getUTCFullYear()}-${String(number).padStart(4, '0')}`;
}

function assertPassages({ id, passages }: LetterTemplate, given: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(given).filter((key) => !passages.some((passage) => passage.key === key));
  if (unknown.length === 0) return;
  throw invalidInput(
    unknown.map((key) => ({ pointer: `/passages/${key}`, detail: `${id} has no such passage` })),
  );
}

/** Numbers by measure. @throws InvalidInputError naming each claim that is not one of the case and measure */
function claimNumbers(
  template: LetterTemplate,
  chosen: Readonly<Record<string, string>>,
  known: readonly CitedClaim[],
): Record<string, string> {
  const faults: FieldError[] = [];
  const numbers: Record<string, string> = {};
  for (const [measure, id] of Object.entries(chosen)) {
    const pointer = `/claims/${measure}`;
    const claim = known.find((candidate) => candidate.id === id);
    if (!template.measures.some((needed) => needed.measure === measure))
      faults.push({ pointer, detail: `${template.id} does not cite this measure` });
    else if (!claim) faults.push({ pointer, detail: 'is not a claim of the case, or has no phrase yet' });
    else if (claim.measure !== measure)
      faults.push({ pointer, detail: `${claim.number} counts ${claim.measure}, not ${measure}` });
    else numbers[measure] = claim.number;
  }
  if (faults.length > 0) throw invalidInput(faults);
  return numbers;
}
