import { useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { readOf, useRead } from '../../../api/reads';

/** How often a letter that is on its way is looked at, ms: its delivery is no act of a person. */
const ON_ITS_WAY_MS = 1_500;

/** The id of the letter that the address names. */
export function useLetterId(): string {
  const { id } = useParams();
  if (!id) throw new Error('the address names no letter');
  return id;
}

/** The letter that the address names. */
export function useLetter() {
  const id = useLetterId();
  return useQuery({
    ...readOf('/v1/letters/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.dispatch?.state === 'intended' ? ON_ITS_WAY_MS : false),
  });
}

/** Every claim of the letter's case that has words. */
export const useCitable = () =>
  useRead('/v1/letters/{id}/claims', { path: { id: useLetterId() }, query: { all: true } });
