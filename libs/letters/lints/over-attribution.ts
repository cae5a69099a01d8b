import { type ApprovedRungs, mixesLikelihood, phraseOf, statedRungs, type StatedRung } from '@app/enrichment';
import { type LetterContent, proseOf } from '../letter-content';
import { parseMarks } from '../marks';
import type { Finding, Lint } from './lint';

/**
 * Finds prose that says more of who is behind the accounts than has been approved: words of the ladder, and a named
 * party as the subject of an active verb. The finding offers the words that may be said.
 */
export const overAttribution: Lint = (content, _, approved) => {
  const ours = ownNames(content);
  return proseOf(content).flatMap(({ pointer, text }) =>
    statedRungs(readable(text), approved.parties, ours).flatMap((stated): Finding[] => {
      const approvedRung = approvedFor(stated, approved);
      if (stated.rung <= (approvedRung ?? 0)) return [];
      const { rung: neededRung, offset, text: words } = stated;
      const allowedPhrase = allowed(stated, approved);
      const has = approvedRung === null ? 'none is approved' : `rung ${approvedRung} is approved`;
      const of = stated.name === null ? '' : ` for ${stated.name}`;
      const instead =
        allowedPhrase === null
          ? 'have a judgement approved, or leave it out'
          : `say "${allowedPhrase}" instead`;
      const detail = `"${words}" says rung ${neededRung} of the attribution${of}; ${has}; ${instead}`;
      return [
        {
          rule: 'over-attribution',
          pointer,
          offset,
          text: words,
          detail,
          neededRung,
          approvedRung,
          allowedPhrase,
        },
      ];
    }),
  );
};

/** Finds sentences that say likelihood and confidence at once. */
export const mixedLikelihood: Lint = (content) =>
  proseOf(content).flatMap(({ pointer, text }) =>
    mixesLikelihood(readable(text)).map(({ offset, text: sentence }): Finding => {
      const detail = 'says how likely it is and how good the sources are in one sentence; keep them apart';
      return { rule: 'mixed-likelihood', pointer, offset, text: sentence.trim(), detail };
    }),
  );

/** The rung that stands for whom the prose names; words without a name go by the highest of the case. */
function approvedFor({ name }: StatedRung, { parties, highest }: ApprovedRungs): StatedRung['rung'] | null {
  return name === null ? highest : (parties.find((party) => party.name === name)?.rung ?? null);
}

function allowed(stated: StatedRung, approved: ApprovedRungs): string | null {
  const own = approvedFor(stated, approved);
  if (own !== null) return phraseOf(own, stated.name);
  // The first two rungs can be said without a name.
  return approved.highest === null ? null : phraseOf(approved.highest > 1 ? 2 : 1, null);
}

/** The text as it is read, each mark in its place: a citation as its words, a claim as a word; offsets stay. */
function readable(text: string): string {
  return parseMarks(text).reduce((read, segment) => {
    const there = read.padEnd(segment.offset);
    if (segment.kind === 'text') return there + segment.text;
    if (segment.kind === 'reference')
      return `${there}${' '.repeat(text.indexOf(segment.text, segment.offset) - segment.offset)}${segment.text}`;
    return segment.kind === 'claim' ? `${there}xxxx` : there;
  }, '');
}

/** Who writes and who is written to is no party: "the Committee directed a study of the campaign". */
const ownNames = ({ sender, recipients }: LetterContent): string[] =>
  [sender.name, ...recipients.flatMap(({ name, body, title }) => [name, body, title])].filter(
    (name) => name !== '',
  );
