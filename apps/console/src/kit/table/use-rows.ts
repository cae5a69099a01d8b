import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import { type KeptPage, pageOf, type View } from '../../api/pages';
import { useReadUntil } from '../read-until';

export const ROW_PX = 36;

/** A list that comes page by page, as TanStack Query holds it. */
export interface Pages<Row> {
  data?: { pages: KeptPage<Row>[] } | undefined;
  error: unknown;
  isPlaceholderData: boolean;
  isFetching: boolean;
  isRefetchError: boolean;
  hasNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: (how: { cancelRefetch: boolean }) => unknown;
  refetch: () => unknown;
  /** Says which pages can be seen: only these are read anew. */
  see: (view: View) => void;
}

/** Draws only the rows that can be seen, and reads on as they are scrolled to. */
export function useVisibleRows<Row>(
  pages: Pages<Row>,
  frame: RefObject<HTMLDivElement | null>,
  loaded: number,
  count: number,
) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    // The headings stand over the list: they take a row of what can be seen.
    scrollPaddingEnd: ROW_PX,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useReadUntil(pages, last < loaded - 20);
  useSeenPages(pages, visible[0]?.index ?? 0, last);
  return { virtual, visible };
}

/** Tells the list which of its pages can be seen, and reads anew those of them that are old. */
function useSeenPages<Row>(pages: Pages<Row>, firstRow: number, lastRow: number): void {
  const { data, see, refetch, isFetching, isRefetchError } = pages;
  const kept = data?.pages ?? [];
  const [first, last] = [pageOf(kept, firstRow), pageOf(kept, lastRow)];
  const isOld = kept.slice(first, last + 1).some((page) => page.isOld);
  useEffect(() => {
    see({ first, last });
    return () => see({ first: 0, last: 0 });
  }, [see, first, last]);
  useEffect(() => {
    if (isOld && !isFetching && !isRefetchError) refetch();
  }, [isOld, isFetching, isRefetchError, refetch]);
}
