import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { readOf } from '../../../api/reads';

/** How often an order that is being carried out is looked at, ms: what it settles is no act of the record. */
export const LIVE_MS = 1_000;

/** The order that the address names; while it is carried out it is read anew every second. */
export function useOrder() {
  const { id } = useParams();
  if (!id) throw new Error('the address names no order');
  return useQuery({
    ...readOf('/v1/orders/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'executing' ? LIVE_MS : false),
  });
}
