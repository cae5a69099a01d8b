import { useQuery } from '@tanstack/react-query';
import { readOf } from './reads';

const peopleQuery = { ...readOf('/v1/people', { query: { limit: 1_000 } }), staleTime: 300_000 };

/** People who can be given work. */
export function usePeople() {
  return useQuery(peopleQuery).data?.items ?? [];
}

/** The name of a person or job by its id; jobs are called by their name. */
export function useNameOf(): (id: string) => string {
  const people = usePeople();
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? (/^[0-9a-f]{8}-/.test(id) ? 'Somebody no longer here' : id);
}
