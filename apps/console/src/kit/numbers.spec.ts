import { bytes, count, many, percent } from './numbers';

describe('numbers in words', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [12_400, '12.4 kB'],
    [3_000_000, '3.0 MB'],
    [1_400_000_000, '1.4 GB'],
    [null, '–'],
  ])('%s bytes: %s', (of, words) => expect(bytes(of)).toBe(words));

  it('says one and many, and what is not known', () => {
    expect(many(1, 'account')).toBe('1 account');
    expect(many(25_000, 'account')).toBe('25,000 accounts');
    expect(many(2, 'entry', 'entries')).toBe('2 entries');
    expect(count(null)).toBe('–');
    expect(percent(0.1254)).toBe('12.5%');
  });
});
