import fc from 'fast-check';
import { DomainError } from '@app/platform';
import { SEARCH_KINDS, type SearchKind } from '../fields/field';
import { SEARCHED } from '../fields/searched-kinds';
import { type Caller, compileQuery } from './compile-query';
import { parseQuery } from './parse-query';
import { isRange, type Query } from './query';

const CALLER: Caller = {
  id: '018f0000-0000-7000-8000-000000000001',
  isDetector: false,
  now: new Date('2026-06-10T12:00:00Z'),
  zone: 'UTC',
};

/** A query as fully parenthesised text. */
const shown = (query: Query | null): string => {
  if (!query) return '';
  if (query.type === 'not') return `!${shown(query.part)}`;
  if (query.type !== 'term') return `(${query.parts.map(shown).join(query.type === 'and' ? ' & ' : ' | ')})`;
  const { field, operator, value } = query;
  const end = (word: { text: string; prefix: boolean; quoted: boolean } | null): string =>
    word ? `${word.quoted ? `'${word.text}'` : word.text}${word.prefix ? '*' : ''}` : '~';
  const text = isRange(value)
    ? `${value.includesFrom ? '[' : '{'}${end(value.from)} ${end(value.to)}${value.includesTo ? ']' : '}'}`
    : end(value);
  return field ? `${field.name}${operator}${text}` : text;
};

const compiled = (text: string, kind: SearchKind = 'cases', caller = CALLER) =>
  compileQuery(SEARCHED[kind], parseQuery(text), caller);

/** The problem that a query is answered with. */
const refusal = (text: string, kind: SearchKind = 'cases') => {
  try {
    compiled(text, kind);
  } catch (error) {
    if (error instanceof DomainError)
      return { detail: error.message, ...error.extensions } as Record<string, unknown>;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
};

describe('the query language', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['fake', 'fake'],
    ['"fake \\"accounts\\""', `'fake "accounts"'`],
    ['fak*', 'fak*'],
    ['a\\*b', 'a*b'],
    ['a b OR c d', '((a & b) | (c & d))'],
    ['a AND (b OR c)', '(a & (b | c))'],
    ['-a NOT b -(c d)', '(!a & !b & !(c & d))'],
    ['severity:>=3 stage:New', '(severity>=3 & stage:New)'],
    ['severity:=3', 'severity:3'],
    ['-owner:me created:[2026-06-01 TO now]', '(!owner:me & created:[2026-06-01 now])'],
    ['created:{* TO now-7d]', 'created:{~ now-7d]'],
    ['stage:(New OR InProgress)', '(stage:New | stage:InProgress)'],
    ['10.0.0.1 2001:db8::1', '(10.0.0.1 & 2001:db8::1)'],
    ['created:>2026-06-01T00:00:00Z', 'created>2026-06-01T00:00:00Z'],
    ['tag:"reseller network" #12 not or', `(tag:'reseller network' & #12 & not & or)`],
    ['reply TO me', '(reply & TO & me)'],
    ['stage:*', 'stage:*'],
  ])('understands %s', (text, meaning) => {
    expect(shown(parseQuery(text))).toBe(meaning);
  });

  it.each([
    ['a AND', 5],
    ['(a', 0],
    ['a)', 1],
    ['OR a', 0],
    ['"open', 0],
    ['a*b', 1],
    ['stage:', 6],
    ['stage: New', 6],
    ['created:[2026-06-01 now]', 20],
    ['created:[2026-06-01 TO now', 8],
    ['stage:(New owner:me)', 11],
    ['severity:>(1 2)', 10],
    ['a \ud800', 2],
    ['a\0', 1],
    [`${'('.repeat(20)}a${')'.repeat(20)}`, 12],
    [`${'a '.repeat(60)}`, 100],
    ['a'.repeat(2_001), 2_000],
  ])('says where it does not understand %j', (text, position) => {
    expect(refusal(text)).toMatchObject({ position });
  });

  it('names the field and what was probably meant', () => {
    expect(refusal('severty:3')).toMatchObject({
      position: 0,
      length: 7,
      field: 'severty',
      nearest: 'severity',
    });
    expect(refusal('owner:me stage:Nwe')).toMatchObject({ position: 15, field: 'stage', nearest: 'New' });
    expect(refusal('assignee:me').detail).toContain('alerts have it');
    expect(refusal('severity:high')).toMatchObject({ position: 9, field: 'severity' });
    expect(refusal('created:yesterday')).toMatchObject({ position: 8, field: 'created' });
    expect(refusal('created:2026-02-30')).toMatchObject({ position: 8 });
    expect(refusal('stage:>New')).toMatchObject({ field: 'stage' });
    expect(refusal('ab', 'accounts')).toMatchObject({ position: 0 });
    expect(refusal('author:none', 'notes')).toMatchObject({ field: 'author' });
  });

  it('takes days and months in the zone of whoever asks', () => {
    const berlin = { ...CALLER, zone: 'Europe/Berlin' };
    expect(compiled('created:2026-06-01', 'cases', berlin).values).toEqual([
      '2026-05-31T22:00:00.000Z',
      '2026-06-01T22:00:00.000Z',
    ]);
    expect(compiled('created:>2026-03', 'cases', berlin).values).toEqual(['2026-03-31T22:00:00.000Z']);
    expect(compiled('created:<=today-1d').values).toEqual(['2026-06-10T00:00:00.000Z']);
    expect(compiled('created:[now-1w TO 2026-06-09]').values).toEqual([
      '2026-06-03T12:00:00.000Z',
      '2026-06-10T00:00:00.000Z',
    ]);
  });

  it('asks away what holds, and keeps what has no value', () => {
    expect(compiled('-owner:me').where).toBe(
      'c.merged_into_id IS NULL AND (c.owner_id = $1::uuid) IS NOT TRUE',
    );
  });

  it('keeps a detector to its own alerts and to the fields that concern it', () => {
    const detector = { ...CALLER, isDetector: true };
    expect(compiled('', 'alerts', detector)).toMatchObject({
      where: 'a.detector_id = $1::uuid',
      values: [CALLER.id],
    });
    expect(() => compiled('assignee:me', 'alerts', detector)).toThrow('no field "assignee"');
    expect(compiled('', 'alerts').where).toBe('NOT a.sandbox');
    expect(compiled('sandbox:true', 'alerts').where).toBe('(a.sandbox) IS TRUE');
  });

  it('goes on counting parameters where a statement has others before', () => {
    const { where, values } = compileQuery(SEARCHED.cases, parseQuery('owner:me severity:3'), CALLER, 4);
    expect([where.match(/\$\d+/g), values]).toEqual([
      ['$4', '$5'],
      [CALLER.id, 3],
    ]);
  });

  const fields = SEARCH_KINDS.flatMap((kind) => SEARCHED[kind].fields.map((field) => `${field.name}:`));
  const signs = '( ) [ ] { } - > >= < * " \\ : \' ;'.split(' ');
  const words =
    ' |, TO , AND , OR , NOT |me|none|now|now-7d|2026-06-01|2026-06|3|#12|true|New|zq|zq%_|$1|--'.split(
      /[|,]/,
    );
  const piece = fc.oneof(
    fc.constantFrom(...fields, ...signs, ...words),
    fc.string({ maxLength: 6, unit: 'binary' }),
  );
  const anything = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 200 }),
  );

  it('makes of any text either a problem with a place in it, or SQL of which nothing is from the text', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...SEARCH_KINDS), fc.boolean(), (text, kind, isDetector) => {
        try {
          const { where, values } = compiled(text, kind, { ...CALLER, isDetector });
          const numbers = [...where.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
          expect(new Set(numbers)).toEqual(new Set(values.map((_, i) => i + 1)));
          // The SQL is made of the words of the fields' data alone.
          expect(where).not.toMatch(/zq|--|;|\\/);
          expect(where.replace(/'[a-z ]*'/g, '')).not.toContain("'");
          expect(where).toMatch(/^[ -~]*$/);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          const { position, length } = error.extensions as { position: number; length: number };
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position + length).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
