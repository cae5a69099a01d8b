import type { INestApplication } from '@nestjs/common';
import { Pool, request } from 'undici';
import { type Role, SESSION_COOKIE, Users } from '@app/access';
import { systemActor } from '@app/audit';

const PASSWORD = 'correct horse battery staple';
const JSON_BODY = { 'content-type': 'application/json' };

/** Calls the api as one person and gives the body of the answer, empty unless it is JSON; it throws unless that went well. */
export type Call = (
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
) => Promise<Record<string, unknown>>;

/** Signs a new person in and gives the cookie of the session, `name=value`. */
export async function signIn(url: string, app: INestApplication, role: Role): Promise<string> {
  const invited = { email: `${role}@lab.example`, name: role, roles: [role] };
  const { token } = await app.get(Users).invite(systemActor('bench'), invited);
  const accepted = await request(`${url}/v1/invitations/accept`, {
    method: 'POST',
    headers: JSON_BODY,
    body: JSON.stringify({ token, password: PASSWORD }),
  });
  await accepted.body.dump();
  const lines = [accepted.headers['set-cookie'] ?? []].flat();
  return lines.find((line) => line.startsWith(`${SESSION_COOKIE}=`))!.split(';')[0]!;
}

/** Signs a new person in. */
export async function person(url: string, app: INestApplication, role: Role): Promise<Call> {
  return caller(url, await signIn(url, app, role));
}

/** Calls the api as whoever the cookie is of. */
export function caller(url: string, cookie: string): Call {
  const client = new Pool(url, { connections: 1 });
  const headers = { ...JSON_BODY, cookie };
  return async (method, path, body) => {
    const answer = await client.request({
      path,
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 500)}`);
    // An export is lines of JSON, and none of ours to read.
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return isJson && text ? (JSON.parse(text) as Record<string, unknown>) : {};
  };
}
