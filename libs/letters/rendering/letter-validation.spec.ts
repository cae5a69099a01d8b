import fc from 'fast-check';
import type { LetterDocument } from './letter-document';
import { assertRenderable, UnrenderableLetterError, validateLetterDocument } from './letter-validation';
import { aLetter } from './sample-letter';

describe('validateLetterDocument', () => {
  it('finds nothing wrong with a sound letter', () => {
    expect(validateLetterDocument(aLetter())).toEqual([]);
  });

  it.each<[string, Partial<LetterDocument>, string]>([
    ['a date that does not exist', { date: '2026-06-31' }, '/date'],
    ['an instant for a date', { date: '2026-06-10T00:00:00Z' }, '/date'],
    ['a zone that does not exist', { dateZone: 'Mars/Olympus' }, '/dateZone'],
    ['a list without items', { blocks: [{ type: 'list', ordered: true, items: [] }] }, '/blocks/0/items'],
    ['an empty paragraph', { blocks: [{ type: 'paragraph', runs: [] }] }, '/blocks/0/runs'],
    ['a marker that leads nowhere', { appendix: [] }, '/blocks/0'],
    [
      'a row with too few cells',
      { blocks: [{ type: 'table', columns: [{ header: 'A', align: 'left' }], rows: [[]] }] },
      '/blocks/0/rows/0',
    ],
    ['a line end within a line', { closing: 'Yours\nsincerely' }, '/closing'],
    ['a text that runs backwards', { subject: 'counted \u202e000,52' }, '/subject'],
    ['a character without width', { copies: ['a', 'b\u200bc'] }, '/copies/1'],
    ['half a character', { reference: 'L-\ud83d' }, '/reference'],
  ])('points to %s', (_, fault, pointer) => {
    expect(validateLetterDocument(aLetter(fault))[0]?.pointer).toBe(pointer);
  });

  it('refuses two rows for one figure', () => {
    const letter = aLetter();
    const [row] = letter.appendix ?? [];
    if (row) letter.appendix?.push(row);
    expect(validateLetterDocument(letter)).toEqual([
      { pointer: '/appendix/5/number', detail: 'C-1 has a row already' },
    ]);
  });

  it('refuses any control character in any text, naming it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x1f }), fc.string(), (code, around) => {
        const letter = aLetter({
          salutation: `${around.replaceAll(/\p{C}/gu, '')}${String.fromCharCode(code)}`,
        });
        const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
        expect(validateLetterDocument(letter)).toEqual([
          { pointer: '/salutation', detail: `${name} is not a printable character` },
        ]);
      }),
    );
  });

  it('reports every fault as one problem', () => {
    const act = () => assertRenderable(aLetter({ date: 'tomorrow', closing: '\t' }));
    expect(act).toThrow(UnrenderableLetterError);
    expect(act).toThrow(/\/closing: .*\/date: /);
  });
});
