import { useEffect } from 'react';
import type { Pages } from './table/use-rows';

/** Reads a list on, page by page, until what an address names is in it. */
export function useReadUntil(pages: Pages<unknown>, isFound: boolean): void {
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (data && !isFound && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage();
  }, [data, isFound, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
}
