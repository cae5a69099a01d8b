import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { startApp, type TestApp } from '../support/app';

type Operation = { summary?: string; responses: Record<string, unknown>; requestBody?: unknown };

/** Whoever adds to this list opens a route to anyone on the network. */
const PUBLIC = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /problems',
  'GET /problems/{slug}',
  'POST /v1/invitations/accept',
  'POST /v1/session',
];

describe('the routes', () => {
  let app: TestApp;
  let document: OpenAPIObject;
  const operations = (): [string, string, Operation][] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Operation>).map(
        ([method, operation]) => [method.toUpperCase(), path, operation] as [string, string, Operation],
      ),
    );

  beforeAll(async () => {
    app = await startApp({ worker: false });
    document = (await app.anonymous.get<OpenAPIObject>('/v1/openapi.json')).body;
  });
  afterAll(() => app.stop());

  it('are guarded, but for a short list', async () => {
    const open: string[] = [];
    for (const [method, path] of operations()) {
      const url = path.replace(/\{\w+\}/g, '018f0000-0000-7000-8000-000000000000');
      const answer = await app.anonymous[method.toLowerCase() as 'get'](
        url,
        method === 'GET' || method === 'DELETE' ? {} : ({} as never),
      );
      if (answer.status !== 401) open.push(`${method} ${path}`);
    }
    // Signing in answers 401 too, to wrong credentials, but only after it has read the body: it answers 400 here.
    expect(open.sort()).toEqual(PUBLIC);
  });

  it('are OpenAPI 3.1, each with a summary, and the guarded ones with their refusals', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [method, path, operation] of operations()) {
      expect({ route: `${method} ${path}`, summary: operation.summary }).toEqual({
        route: `${method} ${path}`,
        summary: expect.stringMatching(/\w+/),
      });
      if (!PUBLIC.includes(`${method} ${path}`)) expect(Object.keys(operation.responses)).toContain('401');
    }
  });

  it('are those of the committed document (`npm run openapi` writes it)', async () => {
    const committed = JSON.parse(
      await readFile(join(__dirname, '../../docs/openapi.json'), 'utf8'),
    ) as OpenAPIObject;
    expect(document).toEqual(committed);
  });

  it('name only schemas that the document has', () => {
    const named = new Set(
      [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name!),
    );
    expect([...named].filter((name) => !document.components?.schemas?.[name])).toEqual([]);
  });

  it('refuse what is nested to exhaust the stack, and text that is not Unicode, by name', async () => {
    const nested = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    const deep = await app.anonymous.post('/v1/invitations/accept', nested, {
      'content-type': 'application/json',
    });
    expect(deep).toMatchObject({ status: 400, body: { type: '/problems/invalid-input' } });
    const administrator = await app.as('administrator');
    for (const name of ['\ud800', 'a\u0000b', { toString: 5 }]) {
      const body = JSON.stringify({ email: 'x@lab.example', name, roles: ['analyst'] });
      const answer = await administrator.post('/v1/users', body, { 'content-type': 'application/json' });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/name' }] } });
    }
  });

  it('refuse an e-mail address that is no well-formed text, by name', async () => {
    const administrator = await app.as('administrator');
    for (const email of ['\\ud800', 'a\\ud800@lab.example', 'nobody', 'a@b'])
      expect(
        await administrator.post('/v1/users', `{"email":"${email}","name":"x","roles":["analyst"]}`, {
          'content-type': 'application/json',
        }),
      ).toMatchObject({ status: 400, body: { errors: [{ pointer: '/email' }] } });
  });

  it('answer an unknown path, a malformed id and a body that is not JSON as problems', async () => {
    const administrator = await app.as('administrator');
    expect(await administrator.get('/v1/nowhere')).toMatchObject({
      status: 404,
      body: { type: '/problems/not-found' },
    });
    expect(await administrator.patch('/v1/users/1', {})).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-input' },
    });
    const broken = await administrator.post('/v1/users', '{"email":', { 'content-type': 'application/json' });
    expect(broken).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-input', title: expect.any(String) },
    });
    expect(broken.headers['content-type']).toContain('application/problem+json');
  });
});
