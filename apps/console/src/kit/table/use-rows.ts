import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';

export const ROW_PX = 36;

/** A list that comes page by page, as TanStack Query holds it. */
export interface Pages<Row> {
  data?: { pages: { items: Row[] }[] } | undefined;
  error: unknown;
  isPlaceholderData: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
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
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (last >= loaded - 20 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage();
  }, [last, loaded, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return { virtual, visible };
}
