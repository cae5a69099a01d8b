import { useQuery } from '@tanstack/react-query';
import type { View } from '../../../api/client';
import { readOf } from '../../../api/reads';
import { useCaseId } from '../../../kit/use-case';

export type Run = View<'RunView'>;

/** How often a run is looked at while it works, ms: its steps are no acts that would be told. */
const LOOK_MS = 1_000;

/** The latest runs about the case, latest first; followed while one works. */
export function useRuns() {
  return useQuery({
    ...readOf('/v1/cases/{id}/enrichments', { path: { id: useCaseId() } }),
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === 'running') ? LOOK_MS : false,
  });
}
