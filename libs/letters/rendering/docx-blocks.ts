import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type ParagraphChild,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { isClaimRun, type LetterRun } from './letter-document';
import type { PrintedAppendix, PrintedBlock } from './printed-letter';

/** Width of the text on US Letter paper with margins of an inch, in twentieths of a point. */
export const TEXT_WIDTH = 9360;

/** Names of the two lists' numbering in the file. */
export const ORDERED_LIST = 'letter-ordered';
export const UNORDERED_LIST = 'letter-unordered';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_LINES = { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE };
const STRONG_LINE = { style: BorderStyle.SINGLE, size: 6, color: '000000' };
const FAINT_LINE = { style: BorderStyle.SINGLE, size: 2, color: '969696' };

/**
 * A block of the body. `index` is its place in the letter and sets the lists apart, so that each counts from 1;
 * `markers` says whether claims carry the markers of their rows in the appendix.
 */
export function docxBlock(
  block: PrintedBlock,
  index: number,
  options: { markers: boolean; keepWithNext: boolean },
): (Paragraph | Table)[] {
  const { markers } = options;
  switch (block.type) {
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[block.level], children: docxRuns(block.runs, markers) })];
    case 'paragraph':
      return [new Paragraph({ keepNext: options.keepWithNext, children: docxRuns(block.runs, markers) })];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            style: 'ListParagraph',
            numbering: {
              reference: block.ordered ? ORDERED_LIST : UNORDERED_LIST,
              instance: index,
              level: 0,
            },
            children: docxRuns(item, markers),
          }),
      );
    case 'table':
      return [
        ...(block.caption === undefined
          ? []
          : [new Paragraph({ style: 'Caption', keepNext: true, children: [new TextRun(block.caption)] })]),
        ruledTable(
          block.widths,
          block.columns.map((column) => column.header),
          block.rows.map((row) => row.map((cell) => [docxRuns(cell, markers)])),
          block.columns.map((column) => column.align),
        ),
        new Paragraph({ style: 'AfterTable' }),
      ];
  }
}

/** The appendix's table. */
export function docxAppendixTable(appendix: PrintedAppendix): Table {
  return ruledTable(
    appendix.widths,
    appendix.columns,
    appendix.rows.map((row) =>
      row.cells.map((cell) =>
        cell.map(({ label, text }) => [
          ...(label === undefined ? [] : [new TextRun({ text: `${label}: `, color: '464646' })]),
          new TextRun({ text }),
        ]),
      ),
    ),
    appendix.columns.map(() => 'left'),
    'AppendixText',
  );
}

/** The inside addresses, two abreast, as a table without lines. */
export function docxAddresses(addresses: string[][]): Table {
  const abreast = Math.min(addresses.length, 2);
  const width = Math.floor(TEXT_WIDTH / Math.max(abreast, 1));
  const rows = Array.from({ length: Math.ceil(addresses.length / 2) }, (_, row) =>
    addresses.slice(row * 2, row * 2 + 2),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: Array.from({ length: abreast }, () => width),
    borders: { ...NO_LINES, insideHorizontal: NO_LINE, insideVertical: NO_LINE },
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: row.map(
            (lines) =>
              new TableCell({
                width: { size: width, type: WidthType.DXA },
                borders: NO_LINES,
                margins: { left: 0, right: 120, bottom: 200 },
                children: lines.map(
                  (line) => new Paragraph({ style: 'AddressLine', children: [new TextRun(line)] }),
                ),
              }),
          ),
        }),
    ),
  });
}

function docxRuns(runs: LetterRun[], markers: boolean): ParagraphChild[] {
  return runs.flatMap((run) => {
    if (!isClaimRun(run)) {
      // Only what is stressed is set: `bold: false` would take the boldness out of a heading.
      const emphasis = {
        ...(run.emphasis === 'bold' && { bold: true }),
        ...(run.emphasis === 'italic' && { italics: true }),
      };
      return [new TextRun({ text: run.text, ...emphasis })];
    }
    const marker = new TextRun({ text: `[${run.claim.number}]`, superScript: true });
    return markers ? [new TextRun(run.claim.text), marker] : [new TextRun(run.claim.text)];
  });
}

/** A table whose header row is repeated on every page; each cell is a list of paragraphs. */
function ruledTable(
  widths: number[],
  headers: string[],
  rows: ParagraphChild[][][][],
  aligns: ('left' | 'right')[],
  style = 'TableText',
): Table {
  const columnWidths = widths.map((width) => Math.floor((width / 100) * TEXT_WIDTH));
  const cell = (paragraphs: ParagraphChild[][], column: number, isHeader: boolean) =>
    new TableCell({
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      verticalAlign: isHeader ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
      borders: {
        ...NO_LINES,
        top: isHeader ? STRONG_LINE : NO_LINE,
        bottom: isHeader ? STRONG_LINE : FAINT_LINE,
      },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: paragraphs.map(
        (children) =>
          new Paragraph({
            style,
            alignment: aligns[column] === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
            children,
          }),
      ),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: headers.map((header, column) =>
          cell([[new TextRun({ text: header, bold: true })]], column, true),
        ),
      }),
      ...rows.map(
        (cells) =>
          new TableRow({
            cantSplit: true,
            children: cells.map((content, column) => cell(content, column, false)),
          }),
      ),
    ],
  });
}
