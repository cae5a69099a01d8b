import {
  hashKey,
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import type { FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import type { PathsWithMethod, SuccessResponseJSON } from 'openapi-typescript-helpers';
import { useCallback } from 'react';
import { answerOf, api } from './client';
import type { paths } from './openapi.gen';
import { type KeptPage, keptInstead, Places, type View } from './pages';

/** A path of the document that can be read. */
export type ReadPath = PathsWithMethod<paths, 'get'>;
type Read<P extends ReadPath> = paths[P]['get'];
type Parameters<P extends ReadPath> = Read<P> extends { parameters: infer All } ? All : never;

/** What a path takes: `{ path: { id } }`, `{ query: { stage: 'New' } }`. */
export type ParamsOf<P extends ReadPath> = Pick<
  Parameters<P>,
  Extract<keyof Parameters<P>, 'path' | 'query'>
>;
/** What a path answers. */
export type AnswerOf<P extends ReadPath> =
  Read<P> extends Record<string | number, unknown> ? SuccessResponseJSON<Read<P>> : never;

/** A path that answers page by page. */
export type PagedPath = {
  [P in ReadPath]: AnswerOf<P> extends { items: unknown[]; nextCursor?: string | null } ? P : never;
}[ReadPath];
export type ItemOf<P extends PagedPath> = AnswerOf<P> extends { items: (infer Item)[] } ? Item : never;

/** The key of a read is what it asks for: the path of the document and its parameters. */
export type ReadKey = readonly [path: string, params: { path?: Record<string, string>; query?: object }];

function get<P extends ReadPath>(path: P, params: ParamsOf<P>, signal: AbortSignal): Promise<AnswerOf<P>> {
  // The document's types cannot be followed through a type parameter; callers are checked by ParamsOf and AnswerOf.
  const call = api.GET as (
    path: P,
    init: unknown,
  ) => Promise<FetchResponse<never, MaybeOptionalInit<never, 'get'>, 'application/json'>>;
  return answerOf(call(path, { params, signal })) as Promise<AnswerOf<P>>;
}

/** One read, for `useQuery`, `ensureQueryData` and `setQueryData`. */
export const readOf = <P extends ReadPath>(path: P, params: ParamsOf<P>) =>
  queryOptions({
    queryKey: [path, params] as const,
    queryFn: ({ signal }): Promise<AnswerOf<P>> => get(path, params, signal),
  });

/** Which pages of each list can be seen, by its key; a list that is no longer shown keeps its first. */
const views = new Map<string, View>();
const places = new Map<string, Places>();

/** A list of any length, page by page. Read anew are the pages that can be seen. */
export const pagesOf = <P extends PagedPath>(path: P, params: ParamsOf<P>) =>
  infiniteQueryOptions({
    queryKey: [path, params, 'pages'] as const,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal, client, queryKey }) => {
      const key = hashKey(queryKey);
      const kept = client.getQueryData<InfiniteData<KeptPage<ItemOf<P>>>>(queryKey);
      const place = places.get(key) ?? new Places();
      places.set(key, place);
      const old = keptInstead(kept, place.of(pageParam, kept), pageParam, views.get(key));
      if (old) return old;
      const query = { ...(params as { query?: object }).query, ...(pageParam ? { cursor: pageParam } : {}) };
      return get(path, { ...params, query } as ParamsOf<P>, signal) as Promise<KeptPage<ItemOf<P>>>;
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Reads one thing and keeps it fresh: `useRead('/v1/cases/{id}', { path: { id } })`. */
export const useRead = <P extends ReadPath>(path: P, params: ParamsOf<P>, { enabled = true } = {}) =>
  useQuery({ ...readOf(path, params), enabled });

/**
 * Reads a list as far as it is scrolled. Whoever draws it says by `see` which of its pages can be seen.
 * @param everyMs how soon it is read again without being told to, by what it holds: for work that is going on
 */
export function usePages<P extends PagedPath>(
  path: P,
  params: ParamsOf<P>,
  everyMs?: (items: ItemOf<P>[]) => number | false,
) {
  const options = pagesOf(path, params);
  const query = useInfiniteQuery({
    ...options,
    refetchInterval: ({ state: { data } }) =>
      everyMs?.(data?.pages.flatMap(({ items }) => items) ?? []) ?? false,
  });
  const key = hashKey(options.queryKey);
  const see = useCallback((view: View) => void views.set(key, view), [key]);
  return { ...query, see };
}

/** Reads anew whatever lies at or below these paths: `refresh(client, '/v1/cases')`. */
export function refresh(client: QueryClient, ...below: string[]): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => below.some((path) => String(queryKey[0]).startsWith(path)),
  });
}
