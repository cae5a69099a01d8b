import { useState } from 'react';
import { useRead } from '../../api/reads';
import { type InboxFilters, toQuery } from './inbox-filters';

/** Newcomers that are counted; what is more is told as more. */
const COUNTED = 50;

/**
 * Alerts that arrived while somebody reads the list: they are counted, and come into the list when the person wants
 * them, so that nothing moves under their eyes. The ids of alerts are in the order of their arrival.
 */
export function useNewcomers(filters: InboxFilters): {
  /** The last alert that had arrived when the list was brought up to date; undefined while nothing has. */
  last: string | undefined;
  count: number;
  isMore: boolean;
  show: () => void;
} {
  const { sort: _sort, ...asked } = filters;
  const list = JSON.stringify(asked);
  const { data } = useRead('/v1/alerts', { query: { ...toQuery(asked), sort: 'newest', limit: COUNTED } });
  const [horizon, setHorizon] = useState<{ list: string; id: string }>();
  const newest = data?.items[0]?.id;
  if (newest !== undefined && horizon?.list !== list) setHorizon({ list, id: newest });
  const last = horizon?.list === list ? horizon.id : undefined;
  const count = last === undefined ? 0 : (data?.items.filter(({ id }) => id > last).length ?? 0);
  return {
    last,
    count,
    isMore: count === COUNTED,
    show: () => newest !== undefined && setHorizon({ list, id: newest }),
  };
}
