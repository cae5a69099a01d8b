/** A part of an export that fits into memory: whole lines. */
export interface ExportPortion {
  /** What the lines are of, as the end of the file counts them. */
  part: string;
  lines: number;
  text: string;
}

/** Rows of the first portion: few, so that the first byte leaves early. */
const FIRST = 500;
/** Rows at most, however short they are. */
const MOST = 5_000;
/** What a portion should weigh, characters. */
const WEIGHT = 1_000_000;

/** How many rows the next portion has: what fits into a megabyte, judged by the rows before. */
export class PortionSize {
  rows = FIRST;

  /** Tells what the last portion was. It grows by steps, so that a few light rows do not call for too many heavy ones. */
  took(rows: number, characters: number): void {
    if (rows === 0) return;
    const fitting = Math.floor((WEIGHT * rows) / Math.max(characters, 1));
    this.rows = Math.max(1, Math.min(fitting, this.rows * 4, MOST));
  }
}
