import { figure } from './figure';

describe('A figure in a sentence', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [2_314, '2,314'],
    [28_800_000, '28,800,000'],
    [12_345.5, '12,345.5'],
    [1.2345, '1.2345'],
  ])('of %p is %p', (number, words) => expect(figure(number)).toBe(words));
});
