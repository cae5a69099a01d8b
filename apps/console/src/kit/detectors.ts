import { useQuery } from '@tanstack/react-query';
import { readOf } from '../api/reads';

const detectorsQuery = { ...readOf('/v1/detectors', {}), staleTime: 300_000 };

/** The detectors of the lab, as choices. */
export function useDetectors(): { value: string; label: string }[] {
  return (useQuery(detectorsQuery).data ?? []).map(({ id, name }) => ({ value: id, label: name }));
}

/** The name of a detector by its id. */
export function useDetectorName(): (id: string) => string {
  const names = new Map(useDetectors().map(({ value, label }) => [value, label]));
  return (id) => names.get(id) ?? '…';
}
