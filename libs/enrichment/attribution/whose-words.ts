import type { Piece } from './sentences';

/** We speak ourselves, whatever else the sentence quotes. */
const WE_JUDGE =
  /\b(?:we|our (?:\p{L}+ )?(?:investigators?|investigation|analysts?|assessment|analysis|team|records|review))\s+(?:\p{L}+ly )?(?:(?:have|has|had|also|can|now)\s+)*(?:assess|conclude|judge|find|found|believe|determine|attribute|know|say|state|report|show|confirm|demonstrate|establish)/iu;
const ACCORDING = /\baccording to\s+(?!us\b|our\b|these\b)/i;
const SAID =
  /(?<![\p{L}\p{N}.’'-])(?<speaker>[\p{L}\p{N}.’'-]+)\s+(?:has |have |had |also |publicly )*(?:reported|reports|said|says|stated|states|wrote|writes|alleged|alleges|claimed|claims|asserted|asserts|testified|told|announced|accused|accuses|described|suggested)\b/giu;
const OURSELVES = /^(?:we|i|us|ours?|records|evidence|data)$/i;
const QUOTED = /“[^“”]*”|"[^"]*"/g;

/** How far back a word still bears on another, characters: nobody writes longer, and a text of any length is read in time. */
export const NEAR = 400;

/** Whether a sentence gives what others say, so that it is not our judgement. */
export function isOthersWords(sentence: string): boolean {
  if (WE_JUDGE.test(sentence)) return false;
  return ACCORDING.test(sentence) || isSaidByOthers(sentence);
}

/** The sentence with spaces for what it quotes of others; offsets stay. */
export function withoutQuotations(sentence: Piece): Piece {
  const isOthers = isSaidByOthers(sentence.text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length)));
  if (!isOthers) return sentence;
  return { ...sentence, text: sentence.text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length)) };
}

function isSaidByOthers(sentence: string): boolean {
  return [...sentence.matchAll(SAID)].some(
    ({ groups, index }) =>
      !OURSELVES.test(groups!['speaker']!) &&
      !/\b(?:we|our)\b[^,;]*$/i.test(sentence.slice(Math.max(0, index - NEAR), index)),
  );
}

/** Words that look like a negation and deny nothing. */
const NO_NEGATION =
  /\b(?:no (?:doubt|question)|not (?:only|just|merely|alone|in dispute|disputed|in doubt|surprising(?:ly)?)|without (?:a |any )?doubt|whether or not)\b/gi;
const NEGATION =
  /\b(?:not|never|nor|neither|cannot|nothing|nobody|whether|if|unless|no (?:one|evidence|indication|sign|proof|statement|finding|basis|reason|conclusion|claim|assessment|judg(?:e)?ment))\b|n[’']t\b/i;

/** Whether what follows these words of its clause is denied, or left open as by "whether". */
export function isDenied(before: string): boolean {
  return NEGATION.test(before.slice(-NEAR).replace(NO_NEGATION, (words) => ' '.repeat(words.length)));
}
