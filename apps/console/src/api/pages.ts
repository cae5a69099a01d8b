/** A page of a list as it is kept. */
export interface KeptPage<Item> {
  items: Item[];
  nextCursor?: string | null;
  /** Out of view when the list was last read anew: it is read when it comes into view. */
  isOld?: boolean;
}

interface Kept<Item> {
  pages: KeptPage<Item>[];
  pageParams: unknown[];
}

/** The pages of a list that can be seen, by their place. */
export interface View {
  first: number;
  last: number;
}

/**
 * The pages of a list that are read anew are those in view: a list that was scrolled through a hundred pages would cost a
 * hundred requests for every act of another. A page out of view stays, marked as old; where it no longer joins the one
 * before, an empty page takes its place, behind which the list is read on.
 * @returns what is kept instead of reading, or undefined where the page is to be read
 */
export function keptInstead<Item>(
  kept: Kept<Item> | undefined,
  at: number,
  cursor: string | undefined,
  view: View | undefined,
): KeptPage<Item> | undefined {
  const page = kept?.pages[at];
  if (!page || !view || (at >= view.first && at <= view.last)) return undefined;
  if (kept.pageParams[at] === cursor) return { ...page, isOld: true };
  return { items: [], nextCursor: cursor ?? null };
}

/** Which place a cursor has: pages are read one after the other, from the first one or behind the last. */
export class Places {
  private at = -1;

  of(cursor: string | undefined, kept: Kept<unknown> | undefined): number {
    if (cursor === undefined) this.at = 0;
    else if (kept && kept.pages.at(-1)?.nextCursor === cursor) this.at = kept.pages.length;
    else this.at += 1;
    return this.at;
  }
}

/** The place of the page that a row lies on. */
export function pageOf(pages: readonly KeptPage<unknown>[], row: number): number {
  let end = 0;
  const at = pages.findIndex(({ items }) => row < (end += items.length));
  return at === -1 ? Math.max(0, pages.length - 1) : at;
}
