import type { Role } from '@app/access';
import type { TestApp } from './app';
import type { Answer, HttpClient } from './http-client';

/** Where things are planted: the application, people by their roles, a detector, and what stands there already. */
export interface Garden {
  app: TestApp;
  detector: HttpClient;
  as(role: Role): Promise<HttpClient>;
  /** The id of what was planted under this word; that of nothing when nothing was. */
  the(kind: string): string;
}

/** Plants one thing and gives its id. */
export type Plant = (garden: Garden) => Promise<string>;

/** When things were planted that have no instant of their own. */
export const PLANTED_AT = new Date('2026-06-09T00:00:00Z');

/** A thing that somebody posts: its id is in the answer. */
export const posted =
  (role: Role, path: string, body: (the: Garden['the']) => object | undefined, member = 'id'): Plant =>
  async ({ as, the }) => {
    const answer: Answer = await (await as(role)).post(filled(path, the), body(the));
    return member in Object(answer.body)
      ? String((answer.body as Record<string, unknown>)[member])
      : fail(path, answer);
  };

/** A thing that a list has already: the first one's id. */
export const listed =
  (path: string, member = 'id', role: Role = 'investigator'): Plant =>
  async ({ as, the }) => {
    const answer = await (
      await as(role)
    ).get<{ items?: Record<string, string>[] } & Record<string, string>[]>(filled(path, the));
    return (answer.body.items ?? answer.body)[0]?.[member] ?? fail(path, answer);
  };

/** A thing that is there without being planted. */
export const always =
  (value: string): Plant =>
  () =>
    Promise.resolve(value);

/** Each parameter of a path stands after the word that says what it is of: `/v1/cases/{id}`; a second one goes by its name. */
export function filled(path: string, the: Garden['the']): string {
  return path
    .replace(/\/([\w-]+)\/\{\w+\}/g, (_, kind: string) => `/${kind}/${the(kind)}`)
    .replace(/\{(\w+)\}/g, (_, name: string) => the(name));
}

/** @throws Error that says how a request was answered */
export function fail(path: string, { status, body }: Answer<unknown>): never {
  throw new Error(`${path} was answered ${status}: ${JSON.stringify(body)}`);
}
