import { useEffect } from 'react';
import type { Pages } from './table/use-rows';

/**
 * Reads a list on, page by page, until what is wanted of it is there. What is being read anew comes first: it would be
 * given up for the next page, and what others did would stay unseen.
 */
export function useReadUntil(pages: Pages<unknown>, isFound: boolean): void {
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = pages;
  // Looked at after every rendering, since another reading may have come in between.
  useEffect(() => {
    if (data && !isFound && hasNextPage && !isFetching && !isFetchNextPageError)
      fetchNextPage({ cancelRefetch: false });
  });
}
