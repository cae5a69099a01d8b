import { useQuery } from '@tanstack/react-query';
import { useFormerNames } from './names';
import { readOf } from './reads';

const peopleQuery = { ...readOf('/v1/people', { query: { limit: 1_000 } }), staleTime: 300_000 };

/** People who can be given work. */
export function usePeople() {
  return useQuery(peopleQuery).data?.items ?? [];
}

/** The name of a person or job by its id, of who is no longer here too; jobs are called by their name. */
export function useNameOf(): (id: string) => string {
  const { data } = useQuery(peopleQuery);
  const former = useFormerNames();
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (id) => {
    const name = names.get(id) ?? former.names.get(id);
    if (name !== undefined || !/^[0-9a-f]{8}-/.test(id)) return name ?? id;
    if (data) former.look(id);
    return '…';
  };
}
