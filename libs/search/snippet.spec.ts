import fc from 'fast-check';
import { snippetOf } from './snippet';

const word = (text: string, prefix = false) => ({ text, quoted: false, prefix, at: { start: 0, end: 0 } });

describe('a snippet', () => {
  it('shows where the words are, whatever the case of their letters', () => {
    expect(snippetOf('Fake accounts, fakes', [word('fake'), word('acc', true)])).toEqual([
      { text: 'Fake', isMatch: true },
      { text: ' ', isMatch: false },
      { text: 'accounts', isMatch: true },
      { text: ', ', isMatch: false },
      { text: 'fake', isMatch: true },
      { text: 's', isMatch: false },
    ]);
  });

  it('is cut from a long text around the first match, with whole words at its beginning', () => {
    const parts = snippetOf(`${'before '.repeat(100)}here ${'behind '.repeat(100)}`, [word('here')]);
    const text = parts.map((part) => part.text).join('');
    expect(text).toMatch(/^…before .*here behind/);
    expect(text.length).toBeLessThan(260);
    expect(text.endsWith('…')).toBe(true);
  });

  it('is plain text of the original, whatever was looked for', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), fc.array(fc.string()), (text, words) => {
        const joined = snippetOf(
          text,
          words.map((one) => word(one, true)),
        )
          .map((part) => part.text)
          .join('');
        expect(text).toContain(joined.replace(/^…/, '').replace(/…$/, ''));
      }),
    );
  });
});
