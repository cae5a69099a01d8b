import { within } from './paths';

describe('where signing in leads', () => {
  it.each([
    ['/cases/1?q=a', '/cases/1?q=a'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['https://elsewhere.example', '/'],
    [null, '/'],
  ])('%s is %s', (to, path) => {
    expect(within(to)).toBe(path);
  });
});
