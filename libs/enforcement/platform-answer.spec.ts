import { readAnswer, retryAfterMs } from './platform-answer';

const since = new Date('2026-06-05T12:00:00Z');
const now = new Date('2026-06-05T12:00:10Z');
const read = (status: number, body: object | string = {}, headers: Record<string, string> = {}) =>
  readAnswer({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, since, now);

describe("the platform's answer", () => {
  it.each([
    [200, { status: 'banned', changedAt: '2026-06-05T12:00:01Z' }, 'done'],
    [200, { status: 'banned', changedAt: '2026-06-01T00:00:00Z' }, 'already_so'],
    [200, { status: 'banned', changedAt: null }, 'already_so'],
    [204, '', 'done'],
    [401, {}, 'locked_out'],
    [403, {}, 'locked_out'],
    [404, {}, 'unknown_account'],
    [409, { reason: 'protected' }, 'protected'],
    [409, { reason: 'already_banned' }, 'already_so'],
    [409, {}, 'refused'],
    [422, {}, 'refused'],
    [408, {}, 'unclear'],
    [500, '<html>', 'unclear'],
    [503, {}, 'unclear'],
  ])('%i %j is %s', (status, body, is) => {
    expect(read(status, body)).toMatchObject({ is, httpStatus: status });
  });

  it('is a pause when the platform is over its limit, or is away and says for how long', () => {
    expect(read(429, {}, { 'retry-after': '7' })).toMatchObject({ is: 'limited', waitMs: 7_000 });
    expect(read(503, {}, { 'retry-after': '2' })).toMatchObject({ is: 'limited', waitMs: 2_000 });
    expect(read(429)).toMatchObject({ is: 'limited', waitMs: 1_000 });
  });

  it('reads Retry-After as seconds or as a date, within bounds', () => {
    expect(retryAfterMs('0', now)).toBe(0);
    expect(retryAfterMs('Fri, 05 Jun 2026 12:00:40 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Fri, 05 Jun 2026 11:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('86400', now)).toBe(900_000);
    expect(retryAfterMs('soon', now)).toBe(1_000);
  });
});
