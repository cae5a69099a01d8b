import { type LetterContent, proseOf } from '../letter-content';
import { parseMarks } from '../marks';
import type { Finding, Lint } from './lint';

/** Finds what the template left open: figures without a claim, passages that only people can write, blank names. */
export const openGaps: Lint = (content) => [
  ...blankFields(content),
  ...proseOf(content).flatMap(({ pointer, text }) =>
    parseMarks(text).flatMap((segment): Finding[] => {
      if (segment.kind !== 'gap') return [];
      const { of, name, offset } = segment;
      const detail =
        of === 'claim'
          ? `no claim was given for ${name}; cite one, or take the sentence out`
          : `the passage "${name}" is not written yet`;
      return [{ rule: 'gap', pointer, offset, text: `{{${of}:${name}}}`, detail }];
    }),
  ),
];

/** Finds marks that lead nowhere: claims that the case does not have, and braces that are no mark. */
export const strayMarks: Lint = (content, claims) =>
  proseOf(content).flatMap(({ pointer, text }) =>
    parseMarks(text).flatMap((segment): Finding[] => {
      const { offset } = segment;
      if (segment.kind === 'faulty') {
        const detail = `"${segment.text}" is not a mark; a claim is {{C-1}}, a citation {{ref:…}}`;
        return [{ rule: 'mark', pointer, offset, text: segment.text, detail }];
      }
      if (segment.kind !== 'claim' || claims.has(segment.number)) return [];
      const detail = `the case has no claim ${segment.number}, or it has no phrase yet`;
      return [{ rule: 'mark', pointer, offset, text: segment.number, detail }];
    }),
  );

/** An addressee may be an office without a name, but not a style without a name, nor an office of no body. */
function blankFields({ sender, recipients, salutation, signatory }: LetterContent): Finding[] {
  const blank = (pointer: string, detail: string): Finding => ({
    rule: 'gap',
    pointer,
    offset: 0,
    text: '',
    detail,
  });
  return [
    ...(sender.name === '' ? [blank('/sender/name', 'the sender has no name')] : []),
    ...(sender.contact === '' ? [blank('/sender/contact', 'says nowhere how to reach the sender')] : []),
    ...(recipients.length === 0 ? [blank('/recipients', 'the letter has no recipient')] : []),
    ...recipients.flatMap(({ honorific, name, body }, index) => [
      ...(honorific !== '' && name === ''
        ? [blank(`/recipients/${index}/name`, `"${honorific}" stands without a name`)]
        : []),
      ...(body === '' ? [blank(`/recipients/${index}/body`, 'the body that the recipient belongs to')] : []),
    ]),
    ...(salutation === '' ? [blank('/salutation', 'the letter has no salutation')] : []),
    ...(signatory.role === '' ? [blank('/signatory/role', 'the office of who signs')] : []),
  ];
}
