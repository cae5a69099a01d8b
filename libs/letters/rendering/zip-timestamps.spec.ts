import { stampZipEntries } from './zip-timestamps';

describe('stampZipEntries', () => {
  it('refuses what is not a zip file', () => {
    const date = { year: 2026, month: 6, day: 10 };
    expect(() => stampZipEntries(Buffer.from('PK'), date)).toThrow(RangeError);
    expect(() => stampZipEntries(Buffer.alloc(100), date)).toThrow(RangeError);
  });
});
