import { useQuery } from '@tanstack/react-query';
import type { View } from './client';
import { readOf } from './reads';

type Me = View<'MeView'>;
export type Permission = Me['permissions'][number];

/** Who is signed in; pages below the shell are shown to somebody only. */
export const meQuery = { ...readOf('/v1/me', {}), staleTime: 60_000, retry: false };

/** Who is signed in. */
export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error('nobody is signed in here');
  return data;
}

/**
 * Whether the person holds a right. What may be done to a thing in its present state the thing itself says (`allowed`);
 * a right only decides whether a button is worth showing to this person.
 */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
