import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Tab,
  TabStopType,
  TextRun,
} from 'docx';
import {
  docxAddresses,
  docxAppendixTable,
  docxBlock,
  ORDERED_LIST,
  TEXT_WIDTH,
  UNORDERED_LIST,
} from './docx-blocks';
import { DOCX_STYLES } from './docx-styles';
import type { LetterDocument } from './letter-document';
import { assertRenderable } from './letter-validation';
import { type PrintedLetter, printLetter } from './printed-letter';
import { stampZipEntries } from './zip-timestamps';

/**
 * Renders a letter as a Word file: the same words as the PDF, with Word's own headings, lists, repeated table
 * headers, page numbers and document properties.
 *
 * The same document gives the same bytes with the same version of the docx library: the times that the library
 * takes from the clock, in the properties and in the zip file, are set to the letter's date.
 *
 * @throws UnrenderableLetterError if the letter is malformed. Word picks a font for each character itself.
 */
export async function renderDocx(letter: LetterDocument): Promise<Buffer> {
  assertRenderable(letter);
  const printed = printLetter(letter);
  const file = await Packer.toBuffer(docxDocument(printed), false, [
    { path: 'docProps/core.xml', data: coreProperties(printed) },
  ]);
  return stampZipEntries(file, printed.created);
}

function docxDocument(letter: PrintedLetter): Document {
  return new Document({
    title: letter.title,
    creator: letter.author,
    styles: DOCX_STYLES,
    numbering: {
      config: [
        listNumbering(ORDERED_LIST, LevelFormat.DECIMAL, '%1.'),
        listNumbering(UNORDERED_LIST, LevelFormat.BULLET, '•'),
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 12_240, height: 15_840 },
            margin: { top: 1440, right: 1440, bottom: 1440, left: 1440 },
          },
        },
        headers: { default: new Header({ children: [headLine(letter)] }) },
        footers: { default: new Footer({ children: [footLine(letter)] }) },
        children: [...opening(letter), ...body(letter), ...ending(letter), ...appendix(letter)],
      },
    ],
  });
}

function opening(letter: PrintedLetter) {
  return [
    new Paragraph({ style: 'Letterhead', children: [new TextRun(letter.letterhead.name)] }),
    new Paragraph({
      style: 'LetterheadLines',
      border: { bottom: { style: BorderStyle.SINGLE, size: 5, space: 4, color: '000000' } },
      children: [new TextRun(letter.letterhead.lines.join(' · '))],
    }),
    new Paragraph({ spacing: { before: 320, after: 240 }, children: [new TextRun(letter.date)] }),
    ...(letter.recipients.length > 0 ? [docxAddresses(letter.recipients)] : []),
    ...(letter.subject === null
      ? []
      : [new Paragraph({ children: [new TextRun({ text: letter.subject, bold: true })] })]),
    new Paragraph({ children: [new TextRun(letter.salutation)] }),
  ];
}

function body(letter: PrintedLetter) {
  return letter.blocks.flatMap((block, index) =>
    docxBlock(block, index, {
      markers: letter.appendix !== null,
      // The signature never stands on a page of its own: the last paragraph goes with it.
      keepWithNext: index === letter.blocks.length - 1,
    }),
  );
}

function ending(letter: PrintedLetter) {
  const last = letter.signature.length - 1;
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 240, after: 840 },
      children: [new TextRun(letter.closing)],
    }),
    ...letter.signature.map(
      (line, index) =>
        new Paragraph({ style: 'AddressLine', keepNext: index < last, children: [new TextRun(line)] }),
    ),
    ...letter.notations.flatMap(({ label, lines }) => [
      new Paragraph({
        style: 'Notation',
        keepNext: true,
        spacing: { before: 240 },
        children: [new TextRun(`${label}:`)],
      }),
      ...lines.map((line) => new Paragraph({ style: 'Notation', children: [new TextRun(line)] })),
    ]),
  ];
}

function appendix(letter: PrintedLetter) {
  if (letter.appendix === null) return [];
  return [
    new Paragraph({
      style: 'Heading1',
      pageBreakBefore: true,
      children: [new TextRun(letter.appendix.heading)],
    }),
    new Paragraph({ children: [new TextRun(letter.appendix.introduction)] }),
    docxAppendixTable(letter.appendix),
  ];
}

function headLine(letter: PrintedLetter): Paragraph {
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [
      ...(letter.banner === null ? [] : [new TextRun({ text: letter.banner, bold: true, color: 'B00020' })]),
      ...tlpLabel(letter),
    ],
  });
}

function footLine(letter: PrintedLetter): Paragraph {
  return new Paragraph({
    tabStops: [
      { type: TabStopType.CENTER, position: TEXT_WIDTH / 2 },
      { type: TabStopType.RIGHT, position: TEXT_WIDTH },
    ],
    children: [
      new TextRun({ text: letter.footer, size: 18 }),
      new TextRun({
        size: 18,
        children: [new Tab(), 'Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
      }),
      ...tlpLabel(letter),
    ],
  });
}

function tlpLabel({ tlp }: PrintedLetter): TextRun[] {
  if (tlp === null) return [];
  const shading = { type: ShadingType.CLEAR, fill: '000000', color: 'auto' };
  return [
    new TextRun({ children: [new Tab()] }),
    new TextRun({
      text: `\u00a0${tlp.label}\u00a0`,
      bold: true,
      size: 24,
      color: tlp.colour.slice(1),
      shading,
    }),
  ];
}

function listNumbering(
  reference: string,
  format: (typeof LevelFormat)[keyof typeof LevelFormat],
  text: string,
) {
  const paragraph = { indent: { left: 720, hanging: 360 } };
  return {
    reference,
    levels: [{ level: 0, format, text, alignment: AlignmentType.LEFT, style: { paragraph } }],
  };
}

/** The document's properties; written here because the library puts the present time into its own. */
function coreProperties(letter: PrintedLetter): string {
  const { year, month, day } = letter.created;
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}T00:00:00Z`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${escapeXml(letter.title)}</dc:title>` +
    `<dc:creator>${escapeXml(letter.author)}</dc:creator>` +
    `<cp:keywords>${escapeXml(letter.keywords.join(', '))}</cp:keywords>` +
    `<dc:language>${letter.language}</dc:language>` +
    `<cp:lastModifiedBy>${escapeXml(letter.author)}</cp:lastModifiedBy>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created>` +
    `<dcterms:modified xsi:type="dcterms:W3CDTF">${date}</dcterms:modified>` +
    '</cp:coreProperties>'
  );
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
