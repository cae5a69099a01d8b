/**
 * A letter as structured data: what is frozen and hashed, and all that the renderers read. Plain JSON, so that
 * the same document can be stored, compared and rendered again years later.
 */
export interface LetterDocument {
  /** Language of the text (BCP 47); set in the files for screen readers and spelling. */
  language: 'en';
  /** Whose letterhead it is. */
  sender: LetterSender;
  /** Civil date printed on the letter, `YYYY-MM-DD`; also the creation date stamped into both files. */
  date: string;
  /** IANA zone in which `date` is the civil date; named in the appendix, whose instants are in UTC. */
  dateZone: string;
  /** Addressees in order of precedence; a joint letter names the majority's first. */
  recipients: LetterRecipient[];
  /** Salutation without its closing mark, e.g. "Dear Chairman Scott and Ranking Member Warren". */
  salutation: string;
  /** The RE line, and the title of both files. Without it the title is made of the reference. */
  subject?: string;
  /** The body between salutation and closing. */
  blocks: LetterBlock[];
  /** Complimentary close without its comma, e.g. "Sincerely". */
  closing: string;
  /** Who signs. A letter may be signed by office alone. */
  signatory: { role: string; name?: string };
  /** What is sent with the letter, one line each. */
  enclosures: string[];
  /** Who else receives it ("cc"), one line each. */
  copies: string[];
  /** Number of the letter in the sender's register; printed in the footer of every page. */
  reference: string;
  /** Version of the text, from 1; printed beside the reference. */
  version: number;
  /** Traffic Light Protocol 2.0 label; printed at the head and the foot of every page. */
  tlp?: LetterTlp;
  /**
   * One row for each figure cited, on a page of its own. A letter without an appendix, such as a public copy,
   * prints its figures without markers.
   */
  appendix?: ClaimAppendixRow[];
  /** A draft says so at the head of every page. */
  status: LetterRenderingStatus;
}

/** Whether the text may still change. */
export type LetterRenderingStatus = 'draft' | 'frozen';

/** Label of TLP 2.0 without the prefix `TLP:`. @see https://www.first.org/tlp/ */
export type LetterTlp = 'RED' | 'AMBER+STRICT' | 'AMBER' | 'GREEN' | 'CLEAR';

/** The letterhead. */
export interface LetterSender {
  name: string;
  addressLines: string[];
  /** How to reach the sender, in one line: an address, a telephone number. */
  contact: string;
}

/** One addressee, as in the inside address of a block letter. */
export interface LetterRecipient {
  /** Style before the name, e.g. "The Honorable"; empty where none is due. */
  honorific: string;
  name: string;
  /** Office held in the body, e.g. "Ranking Member". */
  title: string;
  /** Full name of the body, e.g. "Committee on Banking, Housing, and Urban Affairs". */
  body: string;
  addressLines: string[];
}

/** One piece of the body. */
export type LetterBlock = LetterHeading | LetterParagraph | LetterList | LetterTable;

/** A heading; level 1 is the highest. */
export interface LetterHeading {
  type: 'heading';
  level: 1 | 2 | 3;
  runs: LetterRun[];
}

/** A paragraph of running text. */
export interface LetterParagraph {
  type: 'paragraph';
  runs: LetterRun[];
}

/** A list; an ordered one counts from 1. Each item is one paragraph. */
export interface LetterList {
  type: 'list';
  ordered: boolean;
  items: LetterRun[][];
}

/** A table whose header row is repeated on every page it reaches. */
export interface LetterTable {
  type: 'table';
  /** Plain text above the table. */
  caption?: string;
  columns: LetterColumn[];
  /** Rows of cells, one cell for each column. */
  rows: LetterRun[][][];
}

/** A column of a table; figures are set to the right. */
export interface LetterColumn {
  header: string;
  align: 'left' | 'right';
}

/** Inline content: plain text, emphasised text, or a claim. */
export type LetterRun = TextRun | ClaimRun;

/** Text printed character by character as it stands; no markup of any kind is read in it. */
export interface TextRun {
  text: string;
  /** `italic` stresses a word, `bold` a term. */
  emphasis?: 'italic' | 'bold';
}

/** A figure in prose, followed by the marker of its row in the appendix. */
export interface ClaimRun {
  claim: {
    /** Number of the claim within the letter, e.g. "C-3". */
    number: string;
    /** The figure in words, e.g. "nearly 25,000". */
    text: string;
  };
}

/** How one figure of the letter was counted: what a reader needs to count it again. */
export interface ClaimAppendixRow {
  /** The claim's number, as in its marker. */
  number: string;
  /** The figure as the letter prints it, e.g. "nearly 25,000". */
  phrase: string;
  /** The exact value in digits, as it is to be printed, e.g. "24,847". */
  value: string;
  /** What `value` counts, e.g. "accounts". */
  unit: string;
  /** The rule of counting in one or two sentences. */
  countingRule: string;
  /** The frozen data counted: its id and the instant it stands for (RFC 3339, UTC). */
  snapshot: { id: string; asOf: string };
  /** Hash of the query that gave the value, with its algorithm, e.g. "sha256:…". */
  queryHash: string;
  /** Hash of the second query, which gave the same value; absent until the figure is reproduced. */
  reproducedBy?: string;
  /** Up to when the figure holds (RFC 3339, UTC). */
  asOf: string;
}

/** Whether a run is a claim and not plain text. */
export function isClaimRun(run: LetterRun): run is ClaimRun {
  return 'claim' in run;
}
