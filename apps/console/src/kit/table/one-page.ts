import type { UseQueryResult } from '@tanstack/react-query';
import type { Pages } from './use-rows';

/** A list that comes whole is read anew whole. */
const seeAll = (): void => undefined;

/** A list that the API answers whole, as `<DataTable>` takes lists. */
export function onePage<Row>(read: UseQueryResult<Row[]>): Pages<Row> {
  return {
    data: read.data && { pages: [{ items: read.data }] },
    error: read.error,
    isPlaceholderData: read.isPlaceholderData,
    isFetching: read.isFetching,
    isRefetchError: read.isRefetchError,
    hasNextPage: false,
    isFetchNextPageError: false,
    fetchNextPage: () => undefined,
    refetch: read.refetch,
    see: seeAll,
  };
}
