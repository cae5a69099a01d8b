import createClient from 'openapi-fetch';
import type { components, paths } from './openapi.gen';
import { ProblemError } from './problem-error';
import { send } from './send';

/** The API, typed by its OpenAPI document: `api.GET('/v1/cases/{id}', { params: { path: { id } } })`. */
export const api = createClient<paths>({ fetch: send, credentials: 'same-origin' });

/** A thing of the API by the name of its schema: `View<'CaseView'>`. */
export type View<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Says which version was read, so that what others changed meanwhile is not overwritten. */
export const asRead = ({ version }: { version: number }): { 'if-match': string } => ({
  'if-match': `"${version}"`,
});

/** What was answered. @throws ProblemError when it was refused or nobody answered */
export async function answerOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw ProblemError.of(error, response);
  return data as T;
}
