import { isClaimRun, type LetterDocument, type LetterRun } from './letter-document';
import { UnrenderableLetterError } from './letter-validation';
import { textOfPdf } from './pdf-text';
import { renderPdf } from './render-pdf';
import { aLetter, aTable } from './sample-letter';

const HOSTILE = String.raw`#import "x.typ" #read("/etc/passwd") $a^2$ *b* _c_ \\ \n ] [ ) ( <label> @ref // x /* y */ \u{41} == z -- "q" ~ &amp; %`;

const squeeze = (text: string) => text.replaceAll(/\s/g, '');
const printed = (runs: LetterRun[]) =>
  squeeze(
    runs.map((run) => (isClaimRun(run) ? `${run.claim.text}[${run.claim.number}]` : run.text)).join(''),
  );
const paragraph = (text: string): LetterDocument['blocks'][number] => ({
  type: 'paragraph',
  runs: [{ text }],
});

describe('renderPdf', () => {
  it('gives the same bytes for the same letter, and other bytes for another version', async () => {
    const first = await renderPdf(aLetter());
    const between = await renderPdf(aLetter({ version: 4 }));
    expect(first.equals(await renderPdf(aLetter()))).toBe(true);
    expect(first.equals(between)).toBe(false);
  });

  it('is tagged PDF/A-2a with title, language and the date of the letter', async () => {
    const pdf = (await renderPdf(aLetter())).toString('latin1');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    expect(pdf).toMatch(/\/Lang \(en/);
    expect(pdf).toContain('Coordinated extraction of model capabilities');
    expect(pdf).toContain('/CreationDate (D:20260610');
    for (const tag of ['H1', 'P', 'LI', 'Table', 'THead', 'TH', 'Link'])
      expect(pdf).toMatch(new RegExp(`/S /${tag}\\b`));
  });

  it('prints every line, paragraph, item, cell and claim with its marker', async () => {
    const letter = aLetter();
    const text = textOfPdf(await renderPdf(letter)).join('');
    for (const block of letter.blocks) {
      const texts =
        block.type === 'table' ? block.rows.flat() : block.type === 'list' ? block.items : [block.runs];
      for (const runs of texts) expect(text).toContain(printed(runs));
    }
    const lines = [
      'June 10, 2026',
      'The Honorable Tim Scott',
      'Ranking Member',
      'RE: Coordinated extraction',
      'Dear Chairman Scott and Ranking Member Warren:',
      'Sincerely,',
      'Chief Executive Officer',
      'Enclosure:Annex A',
      'cc:Members of the Committee',
    ];
    for (const line of lines) expect(text).toContain(squeeze(line));
  });

  it('numbers the pages and puts reference, version and TLP label on each', async () => {
    const pages = textOfPdf(await renderPdf(aLetter()));
    expect(pages).toHaveLength(3);
    pages.forEach((page, index) => {
      expect(page).toContain(`L-2026-0007·Version3Page${index + 1}of3`);
      expect(page.match(/TLP:AMBER/g)).toHaveLength(2);
    });
  });

  it('gives the appendix a page of its own with the whole of both hashes', async () => {
    const letter = aLetter();
    const pages = textOfPdf(await renderPdf(letter));
    const appendix = pages.at(-1) ?? '';
    expect(pages.findIndex((page) => page.includes('Howeachfigurewascounted'))).toBe(2);
    for (const row of letter.appendix ?? []) {
      expect(appendix).toContain(squeeze(`${row.value} ${row.unit}`));
      expect(appendix).toContain(squeeze(row.countingRule));
      expect(appendix).toContain(`Query:${row.queryHash}`);
      expect(appendix).toContain(`Reproducedby:${row.reproducedBy}`);
    }
    expect(appendix).toContain('Asof:2026-06-0523:59:59UTC');
  });

  it('prints figures without markers where there is no appendix', async () => {
    const { appendix: _, ...publicCopy } = aLetter();
    const text = textOfPdf(await renderPdf(publicCopy)).join('');
    expect(text).toContain('nearly25,000fraudulentaccounts');
    expect(text).not.toContain('[C-');
  });

  it('says on every page that a draft is one', async () => {
    const pages = textOfPdf(await renderPdf(aLetter({ status: 'draft' })));
    for (const page of pages) expect(page).toContain('DRAFT:notapproved');
    expect(textOfPdf(await renderPdf(aLetter())).join('')).not.toContain('DRAFT');
  });

  it('prints markup and long words as they stand', async () => {
    const word = `https://lab.example/${'0123456789'.repeat(15)}`;
    const letter = aLetter({
      subject: HOSTILE,
      enclosures: [HOSTILE],
      blocks: [paragraph(HOSTILE), paragraph(word)],
    });
    const text = textOfPdf(await renderPdf(letter)).join('');
    expect(text.split(squeeze(HOSTILE)).length - 1).toBe(3);
    expect(text).toContain(word);
  });

  it('breaks a table of sixty rows over pages and repeats its header', async () => {
    const pages = textOfPdf(await renderPdf(aLetter({ blocks: [aTable(60)] })));
    const withRows = pages.filter((page) => /Day\d+Traffic/.test(page));
    expect(withRows.length).toBeGreaterThan(1);
    for (const page of withRows) expect(page).toContain('DayofthecampaignRemarkExchanges');
    for (let day = 1; day <= 60; day += 1) expect(pages.join('')).toContain(`Day${day}Traffic`);
  });

  it('names the characters that its font lacks and where they stand', async () => {
    const letter = aLetter({ blocks: [paragraph('plain'), paragraph('the name 漢字 and 😀')] });
    const error = await renderPdf(letter).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(UnrenderableLetterError);
    expect((error as UnrenderableLetterError).faults).toEqual([
      { pointer: '/blocks/1/runs/0/text', detail: 'U+6F22 "漢" is not in the letter\'s font' },
      { pointer: '/blocks/1/runs/0/text', detail: 'U+5B57 "字" is not in the letter\'s font' },
      { pointer: '/blocks/1/runs/0/text', detail: 'U+1F600 "😀" is not in the letter\'s font' },
    ]);
  });
});
