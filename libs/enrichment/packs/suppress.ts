/** One row of a table: how many accounts and exchanges have this key. */
export interface Cell {
  key: string;
  accounts: number;
  /** Null in a table that counts accounts alone. */
  exchanges: number | null;
}

/** A cell as an outside reader sees it. */
export type ShownCell = (Cell & { isSuppressed: false }) | { key: string; isSuppressed: true };

/** Fewer accounts than this are never told of. */
export const SMALL_CELL = 10;

/**
 * Hides small cells, and further ones so that none can be computed from the rest and the total. What is hidden are at
 * least two cells, with at least `threshold` accounts together and twice as many accounts and exchanges as there are
 * cells, nor, where all of them are small, so many that each must be as large as a small one can be: so that several
 * distributions always fit. Which further ones is decided by their place and not by their size:
 * whoever knows the rule would else learn that a hidden cell is no larger than those shown. Where the rest does not
 * suffice there is no table at all. A cell without accounts hides nobody and is shown.
 * @param threshold 5 or more: below, the small cells have too few values to hide in
 * @returns the cells in their order; null where the table is withheld
 */
export function suppress(cells: readonly Cell[], threshold: number = SMALL_CELL): ShownCell[] | null {
  const isSmall = ({ accounts }: Cell): boolean => accounts > 0 && accounts < threshold;
  const first = cells.findIndex(isSmall);
  if (first < 0) return cells.map((cell) => ({ ...cell, isSuppressed: false }));
  const hidden = cells.filter(isSmall);
  const further = [...cells.slice(first), ...cells.slice(0, first)].filter(
    ({ accounts }) => accounts >= threshold,
  );
  while (!isSafe(hidden, threshold)) {
    const next = further.shift();
    if (!next) return null;
    hidden.push(next);
  }
  const keys = new Set(hidden.map(({ key }) => key));
  return cells.map((cell) =>
    keys.has(cell.key) ? { key: cell.key, isSuppressed: true } : { ...cell, isSuppressed: false },
  );
}

/** Whether what is hidden leaves each of its cells several values. */
function isSafe(hidden: readonly Cell[], threshold: number): boolean {
  const accounts = hidden.reduce((sum, cell) => sum + cell.accounts, 0);
  const counted = hidden.every((cell) => cell.exchanges !== null);
  const exchanges = hidden.reduce((sum, cell) => sum + (cell.exchanges ?? 0), 0);
  if (hidden.length < 2) return false;
  const isFull =
    hidden.every((cell) => cell.accounts < threshold) && accounts > hidden.length * (threshold - 2);
  const isBare = accounts < Math.max(threshold, 2 * hidden.length);
  return !isFull && !isBare && (!counted || exchanges >= 2 * hidden.length);
}
