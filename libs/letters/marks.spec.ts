import fc from 'fast-check';
import { citedIn, fillMarks, parseMarks } from './marks';

describe('marks in the text of a letter', () => {
  it('cuts a text into words, claims, references and gaps', () => {
    expect(parseMarks('In {{C-3}}, {{ref:H.R. 8283}} and {{claim:accounts.confirmed}}.')).toEqual([
      { kind: 'text', text: 'In ', offset: 0 },
      { kind: 'claim', number: 'C-3', offset: 3 },
      { kind: 'text', text: ', ', offset: 10 },
      { kind: 'reference', text: 'H.R. 8283', offset: 12 },
      { kind: 'text', text: ' and ', offset: 29 },
      { kind: 'gap', of: 'claim', name: 'accounts.confirmed', offset: 34 },
      { kind: 'text', text: '.', offset: 62 },
    ]);
  });

  it.each([
    '{{C-0}}',
    '{{C-03}}',
    '{{C-0-3}}',
    '{{C-1-2-3}}',
    '{{C-12-}}',
    '{{c-3}}',
    '{{ C-3 }}',
    '{{ref:}}',
    '{{}}',
    '{{C-3',
    'C-3}}',
    '{{passage:}}',
  ])('takes %s for no mark at all', (text) => {
    expect(parseMarks(text).map((segment) => segment.kind)).toContain('faulty');
  });

  it('loses nothing of a text: every segment stands where it says', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('{{C-1}}', '{{ref:a}}', '{{', '}}', '{{passage:x}}', '{'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const segments = parseMarks(text);
        segments.forEach((segment, index) => {
          const end = segments[index + 1]?.offset ?? text.length;
          const whole = text.slice(segment.offset, end);
          if (segment.kind === 'text' || segment.kind === 'faulty') expect(whole).toBe(segment.text);
          else expect(whole).toMatch(/^\{\{[^{}]*\}\}$/);
        });
        expect(segments[0]?.offset ?? 0).toBe(0);
      }),
    );
  });

  it('names each cited claim once, in order', () => {
    expect(citedIn(['{{C-2}} {{C-1}}', '{{C-2}}{{C-10}}{{C-12-1}}'])).toEqual([
      'C-2',
      'C-1',
      'C-10',
      'C-12-1',
    ]);
  });

  it('fills what it has an answer for and leaves the rest', () => {
    expect(fillMarks('{{claim:a}} {{claim:b}} {{toString}}', { 'claim:a': '{{C-1}}' })).toBe(
      '{{C-1}} {{claim:b}} {{toString}}',
    );
  });
});
