import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import { Clock } from '@app/platform';
import { CaseClaims } from './case-claims';
import type { CitedClaim } from './cited-claim';
import { citedClaims, composeLetter } from './compose-letter';
import { type Finding, lint } from './lints';
import type { LetterContent } from './letter-content';
import { LetterIncompleteError, UnprovenFigureError } from './letters.problems';
import { LetterVersion } from './letter-version.entity';
import { Letter } from './letter.entity';
import type { LetterDocument, LetterRenderingStatus } from './rendering';

/** The present text of a letter with all that follows from it. */
export interface LetterText {
  content: LetterContent;
  document: LetterDocument;
  /** The claims that it cites, by number. */
  cited: CitedClaim[];
  findings: Finding[];
}

/** Reads letters as they stand: words of the last version, figures of the case's claims. */
@Injectable()
export class LetterTexts {
  constructor(
    private readonly claims: CaseClaims,
    private readonly clock: Clock,
  ) {}

  /** @param date to be printed; by default that of the content, or today's in the sender's zone */
  async read(
    db: EntityManager,
    letter: Letter,
    o: { date?: string; status?: LetterRenderingStatus } = {},
  ): Promise<LetterText> {
    const { version, number: reference } = letter;
    const { content: saved } = await db.findOneByOrFail(LetterVersion, { letterId: letter.id, version });
    const content = o.date === undefined ? saved : { ...saved, date: o.date };
    const claims = await this.claims.ofCase(db, letter.caseId);
    const date = content.date ?? this.today(content.dateZone);
    return {
      content,
      document: composeLetter(content, { reference, version, date, status: o.status ?? 'draft', claims }),
      cited: citedClaims(content, claims),
      findings: lint(content, new Set(claims.map(({ number }) => number))),
    };
  }

  private today(zone: string): string {
    return Temporal.Instant.fromEpochMilliseconds(this.clock.now().getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString();
  }
}

/** @throws UnprovenFigureError, LetterIncompleteError pointing at each finding */
export function assertClean(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const figures = findings.filter(({ rule }) => rule === 'unproven-figure');
  const FindingsError = figures.length > 0 ? UnprovenFigureError : LetterIncompleteError;
  const shown = figures.length > 0 ? figures : findings;
  throw new FindingsError(`${shown.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')}.`, {
    errors: shown.map(({ pointer, offset, text, detail }) => ({ pointer, detail, offset, text })),
  });
}
