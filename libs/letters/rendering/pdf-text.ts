import { inflateSync } from 'node:zlib';

/** One indirect object: its dictionary as text, and its stream, inflated. */
interface PdfObject {
  head: string;
  body: string;
}

/**
 * The words that a reader finds in a PDF of ours, page after page, for tests. Follows the compiler's own way of
 * writing: numbered objects one after another, streams plain or Flate, two-byte glyph ids with a ToUnicode map for each
 * font. White space is dropped, since the ends of lines are not written as characters.
 */
export function textOfPdf(pdf: Buffer): string[] {
  const objects = objectsOf(pdf);
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\s/.test(head))
    .map(({ head }) => {
      const fonts = new Map(
        [...head.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [name, glyphsOf(objects, id)]),
      );
      return textOfContent(referred(objects, head, 'Contents').body, fonts).replaceAll(/\s/g, '');
    });
}

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const text = pdf.toString('latin1');
  return new Map(
    [...text.matchAll(/(?<=^|\n)(\d+) 0 obj\n/g)].map((match) => {
      const start = match.index + match[0].length;
      const head = text.slice(start, text.indexOf('endobj', start)).split('stream\n')[0] ?? '';
      const from = start + head.length + 'stream\n'.length;
      const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
      const stream = pdf.subarray(from, from + length);
      const body = (head.includes('/FlateDecode') ? inflateSync(stream) : stream).toString('latin1');
      return [Number(match[1]), { head, body }];
    }),
  );
}

function referred(objects: Map<number, PdfObject>, head: string, key: string): PdfObject {
  const id = Number(new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1]);
  return objects.get(id) ?? { head: '', body: '' };
}

/** From glyph id to characters, by the font's ToUnicode map. */
function glyphsOf(objects: Map<number, PdfObject>, font: string | undefined): Map<number, string> {
  const map = referred(objects, objects.get(Number(font))?.head ?? '', 'ToUnicode').body;
  return new Map(
    [...map.matchAll(/^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>$/gm)].map(([, glyph = '', units = '']) => [
      parseInt(glyph, 16),
      Buffer.from(units, 'hex').swap16().toString('utf16le'),
    ]),
  );
}

/** Every string between `[` and `] TJ`, decoded with the font in force. */
function textOfContent(content: string, fonts: Map<string, Map<number, string>>): string {
  const tokens = /\/(f\d+) [\d.]+ Tf|<<|>>|[[\]()]|<[0-9A-Fa-f]*>/g;
  let glyphs = new Map<number, string>();
  let isShowing = false;
  let text = '';
  for (let token = tokens.exec(content); token; token = tokens.exec(content)) {
    let bytes: Buffer | undefined;
    if (token[1] !== undefined) glyphs = fonts.get(token[1]) ?? new Map();
    else if (token[0] === '[' || token[0] === ']') isShowing = token[0] === '[';
    else if (token[0] === '(') {
      const end = endOfLiteral(content, token.index);
      bytes = literalBytes(content.slice(token.index + 1, end));
      tokens.lastIndex = end + 1;
    } else bytes = Buffer.from(token[0].slice(1, -1), 'hex');
    if (!isShowing || !bytes) continue;
    for (let at = 0; at + 1 < bytes.length; at += 2) text += glyphs.get(bytes.readUInt16BE(at)) ?? '\ufffd';
  }
  return text;
}

/** Parentheses in pairs need no backslash within a literal string. */
function endOfLiteral(content: string, start: number): number {
  let depth = 0;
  for (let at = start; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') depth += 1;
    else if (content[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new RangeError('literal string without an end');
}

/** The bytes of a literal string. @see ISO 32000-1, 7.3.4.2 */
function literalBytes(literal: string): Buffer {
  const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  const bytes = literal.replaceAll(/\\([0-7]{1,3}|[^])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (escapes[code] ?? code),
  );
  return Buffer.from(bytes, 'latin1');
}
