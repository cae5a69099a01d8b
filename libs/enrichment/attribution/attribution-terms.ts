import { EVIDENCE_FAMILIES } from '../evidence-rows';

/**
 * The ladder: how far a judgement goes, and the words that prose may use on each rung. `O` stands for the one judged.
 * Each rung says more than the one below and has to be judged by itself.
 */
export const RUNGS = [
  {
    rung: 1,
    judgement: 'The accounts are one coordinated cluster',
    phrase: 'a coordinated network of accounts',
  },
  {
    rung: 2,
    judgement: 'The cluster is run by the operator or reseller O',
    phrase: 'operated through a commercial proxy service',
  },
  { rung: 3, judgement: 'The operator is affiliated with O', phrase: 'operators affiliated with O' },
  { rung: 4, judgement: 'O directed it, or had the benefit knowingly', phrase: 'O conducted' },
] as const;
export type Rung = (typeof RUNGS)[number]['rung'];

/** The words allowed on a rung, of a party that has a name. */
export function phraseOf(rung: Rung, name: string | null): string {
  // By a function: what stands in a name is no pattern of replacement.
  return RUNGS[rung - 1]!.phrase.replace(/\bO\b/, () => name ?? 'O');
}

/** How likely it is that the judgement is true, in per cent, each from `from` up to `to`. @see ICD 203, D.6.e(2)(a) */
export const LIKELIHOOD_RANGES = {
  almost_no_chance: { words: 'almost no chance', from: 1, to: 5 },
  very_unlikely: { words: 'very unlikely', from: 5, to: 20 },
  unlikely: { words: 'unlikely', from: 20, to: 45 },
  roughly_even_chance: { words: 'roughly even chance', from: 45, to: 55 },
  likely: { words: 'likely', from: 55, to: 80 },
  very_likely: { words: 'very likely', from: 80, to: 95 },
  almost_certain: { words: 'almost certain', from: 95, to: 99 },
} as const satisfies Record<string, { words: string; from: number; to: number }>;
export type Likelihood = keyof typeof LIKELIHOOD_RANGES;
export const LIKELIHOODS = Object.keys(LIKELIHOOD_RANGES) as Likelihood[];

/** Whether prose may say what is judged so likely: what is no likelier than its opposite is not to be said. */
export const isSayable = (likelihood: Likelihood): boolean => LIKELIHOOD_RANGES[likelihood].from >= 55;

/** How good the sources are on which a judgement rests; says nothing of how likely it is. */
export const CONFIDENCE_LEVELS = ['low', 'moderate', 'high'] as const;
export type Confidence = (typeof CONFIDENCE_LEVELS)[number];

/** Independent families of evidence: what the analyzers see in accounts, what partners say, and what is public. */
export const JUDGEMENT_FAMILIES = [...EVIDENCE_FAMILIES, 'partner', 'open_source'] as const;
export type JudgementFamily = (typeof JUDGEMENT_FAMILIES)[number];

/** How far a source is relied on by its record (Admiralty code). */
export const RELIABILITY_GRADES = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'cannot be judged',
} as const;
export type ReliabilityGrade = keyof typeof RELIABILITY_GRADES;
export const RELIABILITY_LETTERS = Object.keys(RELIABILITY_GRADES) as ReliabilityGrade[];

/** How far others bear out what it says, from 1 (Admiralty code). */
export const CREDIBILITY_GRADES = [
  'confirmed by others',
  'probably true',
  'possibly true',
  'doubtful',
  'improbable',
  'cannot be judged',
] as const;

/** What an item of evidence points at in its case. */
export const REFERENCE_KINDS = ['finding', 'evidence', 'assertion', 'alert'] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** What a judgement rests on, with its grade. Plain JSON. */
export interface JudgementEvidence {
  family: JudgementFamily;
  reliability: ReliabilityGrade;
  /** 1 to 6. */
  credibility: number;
  kind: ReferenceKind;
  /** Id of the finding, evidence item, assertion or alert. */
  refId: string;
  /** What it shows. */
  note: string;
}

/** Another explanation that was considered, and why it was found to be less likely or could not be ruled out. */
export interface Alternative {
  hypothesis: string;
  assessment: string;
}

/** Other explanations that a campaign of accounts nearly always has. */
export const STANDARD_ALTERNATIVES = [
  'A reseller with mixed customers: part of the traffic belongs to others who know nothing of the campaign',
  'Staff of the organisation acting on their own',
  'A false flag: another laboratory made it look like this one',
  'A benchmark or evaluation vendor measuring the models',
] as const;

/** Whether the grade lets an item count for its family: neither unreliable or improbable, nor impossible to judge. */
export const isGraded = ({ reliability, credibility }: JudgementEvidence): boolean =>
  reliability < 'E' && credibility < 5;

/** The families that stand behind a judgement, each once, in the order of the list. */
export function familiesOf(evidence: readonly JudgementEvidence[]): JudgementFamily[] {
  const there = new Set(evidence.filter(isGraded).map(({ family }) => family));
  return JUDGEMENT_FAMILIES.filter((family) => there.has(family));
}
