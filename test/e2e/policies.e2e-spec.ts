import { startApp, type TestApp } from '../support/app';

const clause = (code: string): object => ({
  code,
  title: 'No extraction of the model',
  text: 'Outputs may not be used to train a competing model.',
  violationType: 'model_extraction',
  enforcement: 'ban',
});

describe('policies', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ worker: false });
  });
  afterAll(() => app?.stop());

  it('have versions whose wording stays', async () => {
    const administrator = await app.as('administrator');
    const policy = await administrator.post<{ id: string }>('/v1/policies', { name: 'Usage policy' });
    expect(policy.status).toBe(201);
    const path = `/v1/policies/${policy.body.id}/versions`;
    const march = { version: '2026-03', effectiveOn: '2026-03-01', clauses: [clause('4.2'), clause('4.1')] };
    expect((await administrator.post(path, march)).status).toBe(201);
    expect((await administrator.post(path, march)).status).toBe(409);
    expect(
      (await administrator.post(path, { ...march, version: '2026-05', effectiveOn: '2026-05-01' })).status,
    ).toBe(201);

    const list = await (
      await app.as('analyst')
    ).get<{ versions: { version: string; clauses: { code: string }[] }[] }[]>('/v1/policies');
    expect(list.body.map(({ versions }) => versions.map(({ version }) => version))).toEqual([
      ['2026-05', '2026-03'],
    ]);
    expect(list.body[0]!.versions[0]!.clauses.map(({ code }) => code)).toEqual(['4.2', '4.1']);
    await expect(app.db.query(`UPDATE policy_clauses SET text = 'other'`)).rejects.toThrow('append-only');
  });

  it('name what is wrong with a version', async () => {
    const administrator = await app.as('administrator');
    const policy = await administrator.post<{ id: string }>('/v1/policies', { name: 'Terms' });
    const answer = await administrator.post(`/v1/policies/${policy.body.id}/versions`, {
      version: '1',
      effectiveOn: '2026-03-01',
      clauses: [clause('1'), clause('2'), clause('1')],
    });
    expect([answer.status, answer.body['errors']]).toMatchObject([400, [{ pointer: '/clauses/2/code' }]]);
    expect((await administrator.post('/v1/policies', { name: 'Terms' })).status).toBe(409);
    expect((await (await app.as('analyst')).post('/v1/policies', { name: 'Mine' })).status).toBe(403);
  });
});
