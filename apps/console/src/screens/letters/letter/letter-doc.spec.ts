import type { Block } from '../letter-terms';
import { fromDoc, toDoc } from './letter-doc';

const BLOCKS: Block[] = [
  { type: 'heading', level: 2, text: 'What happened' },
  { type: 'paragraph', text: 'A network of {{C-1}}{{C-12-3}} took part in {{ref:H.R. 8283}}.' },
  { type: 'list', ordered: true, items: ['First, {{C-2}}', '{{passage:response}}'] },
  { type: 'table', columns: [{ header: 'Exchanges', align: 'right' }], rows: [{ cells: ['{{C-2}}'] }] },
];

describe('the body of a letter', () => {
  it('comes out of the editor as it went in', () => {
    expect(fromDoc(toDoc(BLOCKS))).toEqual(BLOCKS);
  });

  it('has the claims and references in it as nodes of their own', () => {
    expect(toDoc(BLOCKS).content?.[1]?.content).toEqual([
      { type: 'text', text: 'A network of ' },
      { type: 'claim', attrs: { number: 'C-1' } },
      { type: 'claim', attrs: { number: 'C-12-3' } },
      { type: 'text', text: ' took part in ' },
      { type: 'reference', attrs: { mark: '{{ref:H.R. 8283}}' } },
      { type: 'text', text: '.' },
    ]);
  });

  it('loses what is empty', () => {
    const empty = { type: 'doc', content: [{ type: 'paragraph' }, { type: 'bulletList', content: [] }] };
    expect(fromDoc(empty)).toEqual([]);
  });
});
