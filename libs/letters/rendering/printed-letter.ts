import { MONTHS } from '@app/platform';
import {
  type ClaimAppendixRow,
  type LetterBlock,
  type LetterDocument,
  type LetterRecipient,
  type LetterTable,
  type LetterTlp,
} from './letter-document';

/**
 * A letter's wording down to the last comma, without its looks: both renderers print exactly these strings, so
 * the PDF and the Word file say the same.
 */
export interface PrintedLetter {
  language: string;
  /** Title, author and keywords among the file's properties. */
  title: string;
  author: string;
  keywords: string[];
  /** The letter's date in parts, as the file's creation date. */
  created: { year: number; month: number; day: number };
  /** At the head of every page of a draft. */
  banner: string | null;
  /** Label with the colour of its letters, which TLP 2.0 sets on black. */
  tlp: { label: string; colour: string } | null;
  letterhead: { name: string; lines: string[] };
  date: string;
  recipients: string[][];
  subject: string | null;
  salutation: string;
  blocks: PrintedBlock[];
  closing: string;
  signature: string[];
  /** Enclosures and copies: a label and its lines. */
  notations: { label: string; lines: string[] }[];
  /** Left part of the foot of every page; the page number stands beside it. */
  footer: string;
  appendix: PrintedAppendix | null;
}

/** A block of the body; a table comes with the widths of its columns, in percent. */
export type PrintedBlock = Exclude<LetterBlock, LetterTable> | (LetterTable & { widths: number[] });

/** The appendix: a cell is a list of lines, some with a label before them. */
export interface PrintedAppendix {
  heading: string;
  introduction: string;
  columns: string[];
  /** Widths of the columns in percent. */
  widths: number[];
  rows: { number: string; cells: { label?: string; text: string }[][] }[];
}

/** Colours of FIRST's TLP 2.0 for labels on black. @see https://www.first.org/tlp/ */
const TLP_COLOURS: Record<LetterTlp, string> = {
  RED: '#FF2B2B',
  'AMBER+STRICT': '#FFC000',
  AMBER: '#FFC000',
  GREEN: '#33FF00',
  CLEAR: '#FFFFFF',
};

/**
 * A civil date as letters print it: "2026-06-10" is "June 10, 2026". Not by Intl, whose wording changes with the
 * version of ICU: the same letter must stay the same bytes.
 */
export function printDate(date: string): string {
  const [year, month = 0, day] = date.split('-').map(Number);
  return `${MONTHS[month - 1]} ${day}, ${year}`;
}

/** Puts a letter into its final wording. The letter must be renderable. */
export function printLetter(letter: LetterDocument): PrintedLetter {
  const [year = 0, month = 0, day = 0] = letter.date.split('-').map(Number);
  const { role, name } = letter.signatory;
  return {
    language: letter.language,
    title: letter.subject ?? `Letter ${letter.reference}`,
    author: letter.sender.name,
    keywords: [letter.reference, `version ${letter.version}`],
    created: { year, month, day },
    banner: letter.status === 'draft' ? 'DRAFT: not approved, not for transmission' : null,
    tlp: letter.tlp ? { label: `TLP:${letter.tlp}`, colour: TLP_COLOURS[letter.tlp] } : null,
    letterhead: { name: letter.sender.name, lines: [...letter.sender.addressLines, letter.sender.contact] },
    date: printDate(letter.date),
    recipients: letter.recipients.map(insideAddress),
    subject: letter.subject === undefined ? null : `RE: ${letter.subject}`,
    salutation: `${letter.salutation}:`,
    blocks: letter.blocks.map((block) =>
      block.type === 'table' ? { ...block, widths: columnWidths(block) } : block,
    ),
    closing: `${letter.closing},`,
    signature: [...(name === undefined ? [] : [name]), role, letter.sender.name],
    notations: [
      { label: letter.enclosures.length === 1 ? 'Enclosure' : 'Enclosures', lines: letter.enclosures },
      { label: 'cc', lines: letter.copies },
    ].filter((notation) => notation.lines.length > 0),
    footer: `${letter.reference} · Version ${letter.version}`,
    appendix: letter.appendix ? printAppendix(letter.appendix, letter.dateZone) : null,
  };
}

function insideAddress(recipient: LetterRecipient): string[] {
  const { honorific, name, title, body, addressLines } = recipient;
  return [`${honorific} ${name}`.trim(), title, body, ...addressLines].filter((line) => line !== '');
}

/**
 * Widths of a table's columns in percent, from the text they hold: by their longest cell, which may claim up to
 * forty characters, so that one long text does not starve the figures beside it.
 */
function columnWidths(table: LetterTable): number[] {
  const weights = table.columns.map((column, index) => {
    const cells = table.rows.map((row) =>
      (row[index] ?? []).map((run) => ('claim' in run ? `${run.claim.text}[C-0]` : run.text)).join(''),
    );
    const longest = Math.max(...[column.header, ...cells].map((text) => text.length));
    return Math.min(Math.max(longest, 6), 40) + 2;
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.round((weight / sum) * 1000) / 10);
}

function printAppendix(rows: ClaimAppendixRow[], zone: string): PrintedAppendix {
  return {
    heading: 'Appendix: How each figure was counted',
    introduction:
      'A marker in the letter, such as [C-1], refers to a row of this table. The row gives the exact value behind ' +
      'the words, the rule by which it was counted, the frozen data it was counted from, and the hashes of the ' +
      'query that gave the value and of the query that gave it again. ' +
      `Instants are in UTC; the date of the letter is that of the zone ${zone}.`,
    columns: ['No.', 'In the letter', 'Exact value', 'Counting rule', 'Data and queries'],
    widths: [8, 16, 14, 25, 37],
    rows: rows.map((row) => ({
      number: row.number,
      cells: [
        [{ text: row.number }],
        [{ text: row.phrase }],
        [{ text: `${row.value} ${row.unit}`.trim() }],
        [{ text: row.countingRule }],
        [
          { label: 'As of', text: printInstant(row.asOf) },
          { label: 'Snapshot', text: `${row.snapshot.id}, ${printInstant(row.snapshot.asOf)}` },
          { label: 'Query', text: row.queryHash },
          { label: 'Reproduced by', text: row.reproducedBy ?? 'not yet reproduced' },
        ],
      ],
    })),
  };
}

/** An instant as people read it, to the last digit given, e.g. "2026-06-05 23:59:59 UTC". */
function printInstant(instant: string): string {
  return instant.replace('T', ' ').replace('Z', ' UTC');
}
