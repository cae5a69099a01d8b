import { faultOf, guardedLookup, mayCall, RefusedAddressError } from './address-guard';

describe('the guard of addresses', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '192.0.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'not an address',
  ])('does not call %s', (address) => expect(mayCall(address, false)).toBe(false));

  it.each(['1.1.1.1', '8.8.4.4', '2606:4700::1111', '::ffff:8.8.4.4'])('calls %s', (address) =>
    expect(mayCall(address, false)).toBe(true),
  );

  it('calls this machine, and nothing else of the inside, where the installation says so', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map((address) => mayCall(address, true))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['10.0.0.1', '169.254.169.254', 'fd00::1'].some((address) => mayCall(address, true))).toBe(false);
  });

  it.each([
    ['nonsense', 'is not a URL'],
    ['http://hooks.example/in', 'must begin with https://'],
    ['ftp://hooks.example/in', 'must begin with https://'],
    ['https://user:word@hooks.example/in', 'must not hold a user or a password'],
    ['https://hooks.example/in#part', 'must not hold a fragment'],
    ['https://10.0.0.1/in', 'names an address that Docket does not call'],
    ['https://0x7f.1/in', 'names an address that Docket does not call'],
    ['https://2130706433/in', 'names an address that Docket does not call'],
    ['https://[::ffff:a00:1]/in', 'names an address that Docket does not call'],
    ['https://localhost/in', 'names an address that Docket does not call'],
    ['https://a.localhost./in', 'names an address that Docket does not call'],
  ])('says what is wrong with %s', (url, fault) => expect(faultOf(url, false)).toBe(fault));

  it('takes a public URL, and plain HTTP to this machine only where it is allowed', () => {
    expect(faultOf('https://hooks.example:8443/in?a=1', false)).toBeUndefined();
    expect(faultOf('http://127.0.0.1:9/in', true)).toBeUndefined();
    expect(faultOf('http://localhost:9/in', true)).toBeUndefined();
    expect(faultOf('http://hooks.example/in', true)).toBe('must begin with https://');
  });

  it('refuses a name at the moment of connecting', async () => {
    const look = (allowed: boolean, all: boolean) =>
      new Promise((done) =>
        guardedLookup(allowed)('localhost', { all }, (error, address) => done(error ?? address)),
      );
    expect(await look(false, true)).toBeInstanceOf(RefusedAddressError);
    expect(await look(false, false)).toBeInstanceOf(RefusedAddressError);
    expect(await look(true, true)).toEqual(expect.arrayContaining([expect.objectContaining({ family: 4 })]));
  });
});
