import { Readable } from 'node:stream';
import { request } from 'undici';
import { startApp, type TestApp } from '../support/app';
import type { HttpClient } from '../support/http-client';

describe('what every route does by itself', () => {
  let app: TestApp;
  let investigator: HttpClient;
  let cases: string[];

  beforeAll(async () => {
    app = await startApp({ worker: false });
    investigator = await app.as('investigator');
    cases = [];
    for (const title of ['First', 'Second', 'Third']) {
      const { body } = await investigator.post<{ id: string }>('/v1/cases', {
        kind: 'distillation',
        title,
        severity: 3,
      });
      cases.push(body.id);
    }
  });
  afterAll(() => app.stop());

  describe('a path that is known, with another method', () => {
    it('is answered 405 with the methods that there are', async () => {
      const answer = await investigator.put(`/v1/cases/${cases[0]}`, {});
      expect(answer).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD, PATCH', 'content-type': 'application/problem+json; charset=utf-8' },
        body: { type: '/problems/method-not-allowed', allowed: ['GET', 'HEAD', 'PATCH'] },
      });
      expect((await app.anonymous.delete('/v1/session/')).headers).toMatchObject({
        'www-authenticate': expect.any(String),
      });
      expect(await app.anonymous.get('/v1/session')).toMatchObject({
        status: 405,
        headers: { allow: 'DELETE, POST' },
      });
    });

    it('is not a path that nobody knows', async () => {
      for (const path of ['/v1/nothing', '/', '/v1/cases/x/y/z'])
        expect(await investigator.get(path)).toMatchObject({
          status: 404,
          body: { type: '/problems/not-found' },
        });
    });
  });

  describe('a cursor', () => {
    const next = async (path: string): Promise<string> => {
      const { body } = await investigator.get<{ nextCursor: string }>(path);
      expect(body.nextCursor).toEqual(expect.any(String));
      return encodeURIComponent(body.nextCursor);
    };
    const refused = {
      status: 400,
      body: { type: '/problems/invalid-input', errors: [{ pointer: '?cursor' }] },
    };

    it('leads on in its list, at any size of the page', async () => {
      const cursor = await next('/v1/cases?limit=1');
      const { body } = await investigator.get<{ items: { title: string }[] }>(
        `/v1/cases?limit=2&cursor=${cursor}`,
      );
      expect(body.items.map(({ title }) => title)).toEqual(['Second', 'First']);
    });

    it('of another list is refused', async () => {
      const cursor = await next('/v1/cases?limit=1');
      expect(await investigator.get(`/v1/orders?cursor=${cursor}`)).toMatchObject(refused);
      expect(await investigator.get(`/v1/cases/${cases[0]}/timeline?cursor=${cursor}`)).toMatchObject(
        refused,
      );
      const timeline = await next(`/v1/cases/${cases[0]}/timeline?limit=1`);
      expect(await investigator.get(`/v1/cases/${cases[1]}/timeline?cursor=${timeline}`)).toMatchObject(
        refused,
      );
    });

    it('of the same list with other filters or another order is refused', async () => {
      const cursor = await next('/v1/cases?limit=1&severity=3&kind=distillation');
      expect((await investigator.get(`/v1/cases?kind=distillation&severity=3&cursor=${cursor}`)).status).toBe(
        200,
      );
      for (const query of [
        'severity=2&kind=distillation',
        'severity=3',
        'severity=3&kind=distillation&sort=updated',
      ])
        expect(await investigator.get(`/v1/cases?${query}&cursor=${cursor}`)).toMatchObject(refused);
    });

    it('that is bent, doubled or none at all is refused', async () => {
      const cursor = await next('/v1/cases?limit=1');
      for (const bent of ['', 'x', '.', `${cursor}.`, `x${cursor}`, `${cursor}&cursor=${cursor}`, 'W10'])
        expect(await investigator.get(`/v1/cases?cursor=${bent}`)).toMatchObject({ status: 400 });
    });
  });

  describe('a body of somebody who is nobody', () => {
    it('is not read: the answer comes before it has been sent', async () => {
      for (const headers of [{}, { authorization: 'Bearer dk_unknown' }, { cookie: 'docket_session=x' }]) {
        let sent = 0;
        let isAnswered = false;
        const body = Readable.from(
          (async function* () {
            yield '{"items":[';
            // Never ends by itself: a server that reads to the end would never answer.
            while (!isAnswered && sent < 1_000) {
              sent += 1;
              await new Promise((resolve) => setTimeout(resolve, 10));
              yield '1,';
            }
          })(),
        );
        const answer = await request(`${app.url}/v1/alerts/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        isAnswered = true;
        expect(answer.statusCode).toBe(401);
        expect(((await answer.body.json()) as { type: string }).type).toMatch(
          /^\/problems\/(unauthenticated|unknown-key)$/,
        );
        expect(sent).toBeLessThan(1_000);
      }
    });

    it('is refused as unknown, not as malformed or too large', async () => {
      const json = { 'content-type': 'application/json' };
      expect((await app.anonymous.post('/v1/cases', '{', json)).status).toBe(401);
      expect((await app.anonymous.post('/v1/cases', Buffer.alloc(2_000_000, '['), json)).status).toBe(401);
    });

    it('that lacks the right is refused for that', async () => {
      const auditor = await app.as('auditor');
      expect((await auditor.post('/v1/cases', '{', { 'content-type': 'application/json' })).status).toBe(403);
      expect(await investigator.post('/v1/cases', '{', { 'content-type': 'application/json' })).toMatchObject(
        { status: 400, body: { type: '/problems/invalid-input' } },
      );
    });

    it('is small where anybody may send one', async () => {
      const body = { email: 'someone@lab.example', password: 'x'.repeat(70_000) };
      expect(await app.anonymous.post('/v1/session', body)).toMatchObject({
        status: 413,
        body: { type: '/problems/too-large' },
      });
    });
  });
});
