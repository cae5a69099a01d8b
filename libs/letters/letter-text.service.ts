import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import type { EntityManager } from 'typeorm';
import { Clock, omit } from '@app/platform';
import { approvedRungs, Judgements } from '@app/enrichment';
import { CaseClaims } from './case-claims';
import type { CitedClaim } from './cited-claim';
import { citedClaims, composeLetter } from './compose-letter';
import { type Finding, type FindingRule, lint } from './lints';
import type { LetterContent } from './letter-content';
import { LetterIncompleteError, OverAttributionError, UnprovenFigureError } from './letters.problems';
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
    private readonly judgements: Judgements,
    private readonly clock: Clock,
  ) {}

  /**
   * Several looks at once, so that `db` is a transaction.
   * @param date to be printed; by default that of the content, or today's in the sender's zone
   */
  async read(
    db: EntityManager,
    letter: Letter,
    o: { date?: string; status?: LetterRenderingStatus } = {},
  ): Promise<LetterText> {
    const { version, number: reference } = letter;
    const [{ content: saved }, claims, judged] = await Promise.all([
      db.findOneByOrFail(LetterVersion, { letterId: letter.id, version }),
      this.claims.ofCase(db, letter.caseId),
      this.judgements.words(db, letter.caseId),
    ]);
    const content = o.date === undefined ? saved : { ...saved, date: o.date };
    const date = content.date ?? this.today(content.dateZone);
    return {
      content,
      document: composeLetter(content, { reference, version, date, status: o.status ?? 'draft', claims }),
      cited: citedClaims(content, claims),
      findings: lint(content, new Set(claims.map(({ number }) => number)), approvedRungs(judged)),
    };
  }

  private today(zone: string): string {
    return Temporal.Instant.fromEpochMilliseconds(this.clock.now().getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString();
  }
}

/** Which refusal names which findings, the gravest first; all others make a letter incomplete. */
const REFUSALS = [
  { refusal: UnprovenFigureError, rules: ['unproven-figure'] },
  { refusal: OverAttributionError, rules: ['over-attribution', 'mixed-likelihood'] },
  { refusal: LetterIncompleteError, rules: ['gap', 'mark'] },
] as const satisfies { refusal: unknown; rules: readonly FindingRule[] }[];

/** @throws UnprovenFigureError, OverAttributionError, LetterIncompleteError pointing at each finding */
export function assertClean(findings: readonly Finding[]): void {
  for (const { refusal: FindingsError, rules } of REFUSALS) {
    const shown = findings.filter(({ rule }) => (rules as readonly FindingRule[]).includes(rule));
    if (shown.length === 0) continue;
    throw new FindingsError(`${shown.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')}.`, {
      errors: shown.map((finding) => omit(finding, 'rule')),
    });
  }
}
