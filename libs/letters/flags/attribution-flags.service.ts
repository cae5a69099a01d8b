import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { systemActor } from '@app/audit';
import { Cases } from '@app/cases';
import { approvedRungs, type FallenJudgement, flagAttribution, Judgements } from '@app/enrichment';
import type { Letter } from '../letter.entity';
import { LetterVersion } from '../letter-version.entity';
import { type Finding, overAttribution } from '../lints';
import { FlagRaiser, type NewFlag } from './flag-raiser';
import { LetterFlag } from './letter-flag.entity';
import { lockFrozenOnWay } from './letter-flags.queries';

/** Frozen letters whose words on who is behind the accounts go further than what is approved now. */
@Injectable()
export class AttributionFlags {
  constructor(
    private readonly db: DataSource,
    private readonly cases: Cases,
    private readonly judgements: Judgements,
    private readonly raiser: FlagRaiser,
  ) {}

  /**
   * Flags the letters that rest on a judgement which stands no more: those that say too much without it, and would not
   * with it. What is flagged for it stays as it is.
   */
  async raise(judgementId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const fallen = await this.judgements.fallen(tx, judgementId);
      const { caseId } = fallen.judgement;
      const letters = await lockFrozenOnWay(tx, caseId, judgementId);
      const { number } = await this.cases.find(tx, caseId);
      const raised: NewFlag[] = [];
      for (const letter of letters) {
        const findings = await this.loose(tx, letter, fallen);
        if (findings.length === 0) continue;
        const flag = newFlag(letter, number, fallen, findings);
        const { phrase } = flag.cause;
        const same = { letterId: letter.id, state: 'open' as const, phrase, judgementId: Not(IsNull()) };
        // Two judgements for the same words fell at once: one flag holds the letter until somebody settles it.
        if (await tx.existsBy(LetterFlag, same)) continue;
        raised.push(flag);
      }
      await this.raiser.raise(tx, systemActor(flagAttribution.name), caseId, raised);
    });
  }

  /** What a letter says that only this judgement carried. */
  private async loose(
    tx: EntityManager,
    { id: letterId, version, caseId }: Letter,
    { judgement }: FallenJudgement,
  ): Promise<Finding[]> {
    const { content } = await tx.findOneByOrFail(LetterVersion, { letterId, version });
    const words = await this.judgements.words(tx, caseId);
    const { rung, party, likelihood } = judgement;
    const then = approvedRungs([...words, { rung, party, likelihood, state: 'approved' }]);
    const carried = new Set(overAttribution(content, NO_CLAIMS, then).map(placeOf));
    const now = overAttribution(content, NO_CLAIMS, approvedRungs(words));
    return now.filter((finding) => !carried.has(placeOf(finding)));
  }
}

const NO_CLAIMS: ReadonlySet<string> = new Set();
const placeOf = ({ pointer, offset }: Finding): string => `${pointer} ${offset}`;

function newFlag(
  letter: Letter,
  caseNumber: number,
  { judgement, why }: FallenJudgement,
  findings: readonly Finding[],
): NewFlag {
  const phrase = [...new Set(findings.map(({ text }) => text))].join('; ');
  const gravest = findings.reduce((a, b) => (b.neededRung! > a.neededRung! ? b : a));
  const own = judgement.caseId === letter.caseId;
  const name = own ? `judgement ${judgement.number}` : `judgement ${judgement.number} of case ${caseNumber}`;
  const details = findings.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  return {
    letter,
    cause: {
      claimId: null,
      claim: null,
      recountId: null,
      snapshotId: null,
      judgementId: judgement.id,
      judgement: name,
      why,
      phrase,
      valueThen: `rung ${gravest.neededRung}`,
      valueNow: gravest.approvedRung ? `rung ${gravest.approvedRung}` : null,
    },
    task: {
      title: `Correct ${letter.number}: ${name} stands no more`,
      description: `${why} What the letter says of who is behind the accounts goes further than what is approved. ${details}. Send an amendment, withdraw the letter, or accept it with a reason.`,
    },
  };
}
