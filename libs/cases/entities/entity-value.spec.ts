import fc from 'fast-check';
import { ENTITY_KINDS } from '../case-terms';
import { entityValue } from './entity-value';

describe('the value of an entity', () => {
  it.each([
    ['192.0.2.17', '192.0.2.17'],
    [' 2001:DB8:0::1 ', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['192.0.2.77/24', '192.0.2.0/24'],
    ['192.0.2.77/32', '192.0.2.77'],
    ['2001:DB8::ff/32', '2001:db8::/32'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['0.0.0.0/0', '0.0.0.0/0'],
  ])('has one spelling as an address: %s', (given, value) => {
    expect(entityValue('address', given)).toEqual({ value });
  });

  it.each([
    '',
    '   ',
    'example.com',
    '192.0.2.256',
    '192.0.2.1/33',
    '2001:db8::/129',
    'fe80::1%eth0',
    '1/2/3',
    '192.0.2.1/',
  ])('is no address: %p', (given) => {
    expect(entityValue('address', given)).toEqual({ fault: expect.any(String) });
  });

  it('is the token of an instrument, never the number of a card', () => {
    expect(entityValue('instrument', ' card_9 ')).toEqual({ value: 'card_9' });
    expect(entityValue('instrument', '4242 4242-4242 4242')).toEqual({
      fault: expect.stringContaining('token'),
    });
    expect(entityValue('instrument', '4242424242424243')).toEqual({ value: '4242424242424243' });
    expect(entityValue('template', 'a\u0000b')).toEqual({ fault: expect.any(String) });
  });

  it('is spelled the same when it is read again', () => {
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.nat(32)).map(([ip, length]) => `${ip}/${length}`),
      fc.tuple(fc.ipV6(), fc.nat(128)).map(([ip, length]) => `${ip}/${length}`),
    );
    fc.assert(
      fc.property(fc.constantFrom(...ENTITY_KINDS), fc.oneof(address, fc.string()), (kind, given) => {
        const once = entityValue(kind, given);
        return 'fault' in once || expect(entityValue(kind, once.value)).toEqual(once) === undefined;
      }),
    );
  });
});
