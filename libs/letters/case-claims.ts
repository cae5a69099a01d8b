import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Claims, type ListedClaim } from '@app/claims';
import { type CitedClaim, markOf } from './cited-claim';
import { printDate } from './rendering';

/** The claims of a case in the form in which letters cite them. */
@Injectable()
export class CaseClaims {
  constructor(private readonly claims: Claims) {}

  /** Every claim of the case, and of those merged into it, that has been counted and phrased, by number. */
  async ofCase(db: EntityManager, caseId: string): Promise<CitedClaim[]> {
    const claims = await this.claims.forLetters(db, caseId);
    return claims.flatMap((listed) => toCited(listed, caseId));
  }

  /** @throws ClaimNotCitableError unless each is reproduced and approved */
  async assertCitable(tx: EntityManager, cited: readonly CitedClaim[]): Promise<void> {
    await this.claims.citable(
      tx,
      cited.map(({ id }) => id),
    );
  }

  /** Records on the claims that a frozen letter cites them. */
  async markCited(tx: EntityManager, cited: readonly CitedClaim[], letterId: string): Promise<void> {
    await this.claims.markCited(
      tx,
      cited.map(({ id }) => id),
      letterId,
    );
  }
}

function toCited({ claim, caseNumber, takenAt }: ListedClaim, caseId: string): CitedClaim[] {
  const { id, measure, value, unit, phrase, countingRule, queryHash, reproduction, state } = claim;
  if (phrase === null || value === null || queryHash === null) return [];
  return [
    {
      id,
      number: markOf(claim, caseNumber, { caseId }),
      measure,
      // A day is written as the letter writes its own date.
      phrase: unit === 'date' ? printDate(phrase.rounded) : phrase.text,
      qualifier: phrase.qualifier,
      value,
      unit: unit === 'date' ? '' : unit,
      countingRule,
      snapshot: { id: claim.snapshotId, asOf: instant(takenAt) },
      queryHash,
      reproduction: reproduction && {
        queryHash: reproduction.queryHash,
        value: reproduction.value ?? '',
        at: reproduction.at,
      },
      asOf: instant(claim.asOf),
      state,
    },
  ];
}

/** RFC 3339, to the second unless there are fractions of one. */
function instant(at: Date): string {
  return at.toISOString().replace('.000Z', 'Z');
}
