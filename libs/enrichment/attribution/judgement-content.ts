import type { FieldError } from '@app/platform';
import {
  type Alternative,
  type Confidence,
  familiesOf,
  type JudgementEvidence,
  type Likelihood,
  phraseOf,
  type Rung,
} from './attribution-terms';
import { mixesLikelihood } from './mixed-likelihood';
import { statedRungs } from './stated-rungs';

/** Whom a judgement names: an operator or organisation. */
export interface JudgedParty {
  name: string;
  /** Other names by which prose may call it: "Example Labs" beside "Example Group". */
  aliases: string[];
  /** Where the party is an entity of the case, such as a reseller's address. */
  entity: { kind: string; value: string } | null;
}

/** What the author of a judgement says: all that a reviewer signs for. Plain JSON. */
export interface JudgementContent {
  rung: Rung;
  /** Null on the first rung, which names nobody. */
  party: JudgedParty | null;
  statement: string;
  likelihood: Likelihood;
  confidence: Confidence;
  evidence: JudgementEvidence[];
  alternatives: Alternative[];
  /** What would change the judgement. */
  wouldChange: string;
}

const fault = (pointer: string, detail: string): FieldError => ({ pointer, detail });

/** What is wrong with the words by themselves; nothing with such a fault is saved. */
export function contentFaults({ rung, party, statement, evidence }: JudgementContent): FieldError[] {
  const said = new Set<string>();
  return [
    ...(rung > 1 && party === null
      ? [fault('/party', 'is needed above the first rung: name who is judged')]
      : []),
    ...(rung === 1 && party !== null
      ? [fault('/party', 'must be null on the first rung, which says only that the accounts belong together')]
      : []),
    ...(party === null ? [] : nameFaults(party)),
    ...(mixesLikelihood(statement).length > 0
      ? [fault('/statement', 'says likelihood and confidence in one sentence; keep them apart')]
      : []),
    ...evidence.flatMap(({ family, kind, refId }, at) => {
      const key = `${family}/${kind}/${refId}`;
      const isTwice = said.has(key);
      said.add(key);
      return isTwice ? [fault(`/evidence/${at}`, 'says the same of one family twice')] : [];
    }),
  ];
}

/** A name that stands in every other word would have every letter refused. */
function nameFaults({ name, aliases }: JudgedParty): FieldError[] {
  return [
    { pointer: '/party/name', text: name },
    ...aliases.map((text, at) => ({ pointer: `/party/aliases/${at}`, text })),
  ].flatMap(({ pointer, text }) =>
    /^\p{L}.*[\p{L}\p{N}]/u.test(text) && text === text.trim()
      ? []
      : [fault(pointer, 'must begin with a letter, have two letters or more and no space around it')],
  );
}

/** How many independent families a confidence needs. The first rung names nobody, so that only "high" asks for more there. */
export function familiesNeeded(confidence: Confidence, rung: Rung): number {
  if (confidence === 'high') return 3;
  return confidence === 'moderate' && rung > 1 ? 2 : 1;
}

/** What still stands between a judgement and its review. */
export function openPoints(content: JudgementContent): FieldError[] {
  const { rung, party, confidence, evidence, alternatives, statement } = content;
  const families = familiesOf(evidence);
  const needed = familiesNeeded(confidence, rung);
  const names = party ? [{ name: party.name, aliases: party.aliases, rung }] : [];
  const beyond = statedRungs(statement, names).filter((stated) => stated.rung > rung);
  return [
    ...(families.length === 0
      ? [fault('/evidence', 'names nothing with a grade that lets it count (A to D, 1 to 4)')]
      : []),
    ...(families.length > 0 && families.length < needed
      ? [
          fault(
            '/confidence',
            `"${confidence}" needs ${needed} independent families of evidence; here ${families.length === 1 ? 'is' : 'are'} ${families.length} (${families.join(', ')})`,
          ),
        ]
      : []),
    ...(alternatives.length === 0
      ? [fault('/alternatives', 'name at least one other explanation that was considered')]
      : []),
    ...(content.wouldChange === '' ? [fault('/wouldChange', 'say what would change the judgement')] : []),
    ...beyond.map((stated) =>
      fault(
        '/statement',
        `"${stated.text}" says rung ${stated.rung}, the judgement is on rung ${rung}: "${phraseOf(rung, party?.name ?? null)}"`,
      ),
    ),
  ];
}
