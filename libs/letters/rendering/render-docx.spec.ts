import { inflateRawSync } from 'node:zlib';
import { isClaimRun, type LetterDocument } from './letter-document';
import { UnrenderableLetterError } from './letter-validation';
import { renderDocx } from './render-docx';
import { aLetter, aTable } from './sample-letter';

const HOSTILE = `</w:t></w:r> <b> &amp; & "quoted" 'single' <!-- ]]> <?xml?> #import $x$ {{name}} \\\\`;

const paragraph = (text: string): LetterDocument['blocks'][number] => ({
  type: 'paragraph',
  runs: [{ text }],
});

/** The parts of a Word file, by path, read by its central directory. */
function partsOf(docx: Buffer): Map<string, string> {
  const end = docx.length - 22;
  const parts = new Map<string, string>();
  for (let index = 0, at = docx.readUInt32LE(end + 16); index < docx.readUInt16LE(end + 10); index += 1) {
    const [nameLength, extraLength] = [docx.readUInt16LE(at + 28), docx.readUInt16LE(at + 30)];
    const local = docx.readUInt32LE(at + 42);
    const from = local + 30 + docx.readUInt16LE(local + 26) + docx.readUInt16LE(local + 28);
    const data = docx.subarray(from, from + docx.readUInt32LE(at + 20));
    const text = docx.readUInt16LE(at + 10) === 8 ? inflateRawSync(data).toString() : data.toString();
    parts.set(docx.toString('utf8', at + 46, at + 46 + nameLength), text);
    at += 46 + nameLength + extraLength;
  }
  return parts;
}

const part = (docx: Buffer, path: string) => partsOf(docx).get(path) ?? '';

/** The words of a part, paragraph after paragraph. */
function paragraphsOf(xml: string): string[] {
  const unescape = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  return [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([content]) =>
    [...content.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = '']) => unescape(text)).join(''),
  );
}

describe('renderDocx', () => {
  afterEach(() => void jest.useRealTimers());

  it('gives the same bytes for the same letter, whatever the time', async () => {
    const first = await renderDocx(aLetter());
    // Zip files count time in steps of two seconds.
    const later = Date.now() + 86_400_000;
    jest.useFakeTimers({ advanceTimers: true, now: later });
    expect(new Date().getTime()).toBeGreaterThanOrEqual(later);
    expect(first.equals(await renderDocx(aLetter()))).toBe(true);
    expect(first.equals(await renderDocx(aLetter({ version: 4 })))).toBe(false);
  });

  it('prints every paragraph and claim with its marker, under Word headings', async () => {
    const letter = aLetter();
    const xml = part(await renderDocx(letter), 'word/document.xml');
    const paragraphs = paragraphsOf(xml);
    for (const block of letter.blocks) {
      const texts =
        block.type === 'table' ? block.rows.flat() : block.type === 'list' ? block.items : [block.runs];
      for (const runs of texts) {
        expect(paragraphs).toContain(
          runs.map((run) => (isClaimRun(run) ? `${run.claim.text}[${run.claim.number}]` : run.text)).join(''),
        );
      }
    }
    for (const line of [
      'June 10, 2026',
      'The Honorable Elizabeth Warren',
      'Sincerely,',
      'Enclosure:',
      'cc:',
    ]) {
      expect(paragraphs).toContain(line);
    }
    for (const row of letter.appendix ?? []) expect(paragraphs).toContain(`Query: ${row.queryHash}`);
    expect(xml.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(5);
    expect(xml).toContain('<w:vertAlign w:val="superscript"/>');
  });

  it('counts each ordered list from one', async () => {
    const list = { type: 'list', ordered: true, items: [[{ text: 'first' }], [{ text: 'second' }]] } as const;
    const blocks = structuredClone([list, list]) as unknown as LetterDocument['blocks'];
    const xml = part(await renderDocx(aLetter({ blocks })), 'word/document.xml');
    const [first, second, third] = [...xml.matchAll(/<w:numId w:val="(\d+)"\/>/g)].map(([, id]) => id);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('prints reference, version, page numbers, draft banner and TLP label on every page', async () => {
    const docx = await renderDocx(aLetter({ status: 'draft', tlp: 'RED' }));
    const [header, footer] = [part(docx, 'word/header1.xml'), part(docx, 'word/footer1.xml')];
    expect(paragraphsOf(header).join('')).toContain('DRAFT: not approved');
    expect(header).toContain('TLP:RED');
    expect(footer).toContain('L-2026-0007 · Version 3');
    expect(footer).toContain('NUMPAGES');
    expect(footer).toContain('TLP:RED');
    expect(part(await renderDocx(aLetter()), 'word/header1.xml')).not.toContain('DRAFT');
  });

  it('carries the properties of the letter and its date', async () => {
    const core = part(await renderDocx(aLetter({ subject: 'A & B <C>' })), 'docProps/core.xml');
    expect(core).toContain('<dc:title>A &amp; B &lt;C&gt;</dc:title>');
    expect(core).toContain('<dc:creator>Example AI Lab</dc:creator>');
    expect(core).toContain('2026-06-10T00:00:00Z</dcterms:created>');
    expect(core.match(/dcterms:created /g)).toHaveLength(1);
  });

  it('prints XML characters and markup as they stand', async () => {
    const docx = await renderDocx(aLetter({ subject: HOSTILE, blocks: [paragraph(HOSTILE)] }));
    const paragraphs = paragraphsOf(part(docx, 'word/document.xml'));
    expect(paragraphs).toContain(`RE: ${HOSTILE}`);
    expect(paragraphs).toContain(HOSTILE);
  });

  it('repeats the header of a long table', async () => {
    const { appendix: _, ...letter } = aLetter({ blocks: [aTable(60)] });
    const xml = part(await renderDocx(letter), 'word/document.xml');
    const [, table = ''] = xml.split('Daily exchanges');
    expect(table.match(/<w:tr>/g)).toHaveLength(61);
    expect(table.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  });

  it('refuses characters that no Word file can hold', async () => {
    await expect(renderDocx(aLetter({ blocks: [paragraph('bell \u0007')] }))).rejects.toThrow(
      UnrenderableLetterError,
    );
  });
});
