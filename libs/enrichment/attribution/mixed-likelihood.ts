import { sentencesOf } from './sentences';

const LIKELIHOOD =
  /\b(?:almost no chance|(?:very |highly |un)?(?:un)?likely|improbable|probabl[ey]|roughly even chance|almost certain(?:ly)?|likelihood)\b/i;
const CONFIDENCE =
  /\b(?:(?:low|moderate|medium|high)(?:er)? (?:level of )?confidence|confidence is (?:low|moderate|medium|high))\b/i;

/** Sentences that say both how likely something is and how good the sources are, which readers take for one thing. */
export function mixesLikelihood(text: string): { offset: number; text: string }[] {
  return sentencesOf(text).filter(
    (sentence) => LIKELIHOOD.test(sentence.text) && CONFIDENCE.test(sentence.text),
  );
}
