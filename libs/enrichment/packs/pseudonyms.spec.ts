import fc from 'fast-check';
import { isPseudonym, Pseudonyms } from './pseudonyms';

const KEY = Buffer.alloc(32, 1);
const names = (caseId = 'case', recipient = 'partner', key = KEY): Pseudonyms =>
  new Pseudonyms(key, caseId, recipient);

describe('pseudonyms', () => {
  it('are the same for one recipient of one case, and others for anybody else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(isPseudonym(names().of(a))).toBe(true);
        expect(names().of(a) === names().of(b)).toBe(a === b);
        const others = [
          names('other'),
          names('case', 'other'),
          names('case', 'partner', Buffer.alloc(32, 2)),
        ];
        expect(new Set([names(), ...others].map((one) => one.of(a))).size).toBe(4);
      }),
    );
  });

  it('cannot be had by moving letters from the case to the recipient', () => {
    expect(names('ab', 'c').of('x')).not.toBe(names('a', 'bc').of('x'));
  });
});
