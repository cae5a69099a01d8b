import fc from 'fast-check';
import type { AlertContent } from '../alert-content';
import { type IntakeItem, isTaken, readItem } from './intake-item';

const DETECTOR = '01920000-0000-7000-8000-000000000001';

const plain = {
  type: 'shared-address',
  sourceRef: 'AG-1',
  title: 'Two accounts, one address',
  description: 'Both came from one exit.',
  severity: 2,
  confidence: 0.5,
  analytic: { name: 'accounts-per-address', version: '1.4.0' },
  occurredFrom: '2026-05-01T00:00:00+02:00',
  occurredTo: '2026-05-02T00:00:00Z',
  detectedAt: '2026-05-02T00:00:00Z',
  subjects: { accounts: ['acc_2', 'acc_1', 'acc_2'], addresses: ['2001:DB8:0::1', '192.0.2.1'] },
};
const finding = {
  class_uid: 2004,
  severity_id: 3,
  time: Date.UTC(2026, 4, 2),
  confidence_score: 50,
  finding_info: {
    uid: 'AG-1',
    title: 'Two accounts, one address',
    desc: 'Both came from one exit.',
    types: ['shared-address'],
    analytic: { name: 'accounts-per-address', version: '1.4.0' },
    first_seen_time: Date.UTC(2026, 3, 30, 22),
    last_seen_time: Date.UTC(2026, 4, 2),
  },
  resources: [
    { type: 'account', uid: 'acc_1' },
    { type: 'account', uid: 'acc_2' },
    { type: 'host', uid: 'passed over' },
  ],
  observables: [
    { name: 'ip', type_id: 2, value: '192.0.2.1' },
    { name: 'ip', type_id: 2, value: '2001:db8::1' },
  ],
};

function taken(item: unknown): IntakeItem {
  const read = readItem(DETECTOR, 0, item);
  if (!isTaken(read)) throw new Error(JSON.stringify(read.errors));
  return read;
}
function pointers(item: unknown): string[] {
  const read = readItem(DETECTOR, 0, item);
  return isTaken(read) ? [] : read.errors.map((error) => error.pointer);
}

describe('an item of a delivery', () => {
  it('is brought to one form, lists sorted and instants in UTC', () => {
    expect(taken(plain).content).toEqual<AlertContent>({
      type: 'shared-address',
      sourceRef: 'AG-1',
      title: 'Two accounts, one address',
      description: 'Both came from one exit.',
      severity: 2,
      confidence: 0.5,
      tlp: 'AMBER',
      analytic: { name: 'accounts-per-address', version: '1.4.0' },
      occurredFrom: '2026-04-30T22:00:00.000Z',
      occurredTo: '2026-05-02T00:00:00.000Z',
      detectedAt: '2026-05-02T00:00:00.000Z',
      subjects: {
        account: ['acc_1', 'acc_2'],
        address: ['192.0.2.1', '2001:db8::1'],
        instrument: [],
        fingerprint: [],
        template: [],
      },
      tags: [],
    });
  });

  it('claims the same in OCSF as in the plain format', () => {
    expect(taken(finding)).toEqual(taken(plain));
  });

  it('is the same claim when it is only detected later or lists in another order', () => {
    const later = {
      ...plain,
      detectedAt: '2026-06-01T00:00:00Z',
      subjects: { ...plain.subjects, accounts: ['acc_1', 'acc_2'] },
    };
    expect(taken(later).contentHash).toBe(taken(plain).contentHash);
  });

  it.each([
    ['title', { title: 'Three accounts' }],
    ['severity', { severity: 3 }],
    ['tlp', { tlp: 'RED' }],
    ['accounts', { subjects: { accounts: ['acc_1'] } }],
    ['occurredTo', { occurredTo: '2026-05-03T00:00:00Z' }],
    ['tags', { tags: ['AML.T0021'] }],
  ])('is another claim of the same alert when %s differs', (_, change) => {
    const changed = taken({ ...plain, ...change });
    expect(changed.contentHash).not.toBe(taken(plain).contentHash);
    expect(changed.fingerprint).toBe(taken(plain).fingerprint);
  });

  it('is another alert under another reference, type or detector', () => {
    const { fingerprint } = taken(plain);
    expect(taken({ ...plain, sourceRef: 'AG-2' }).fingerprint).not.toBe(fingerprint);
    expect(taken({ ...plain, type: 'other' }).fingerprint).not.toBe(fingerprint);
    const other = readItem('01920000-0000-7000-8000-000000000002', 0, plain);
    expect(isTaken(other) && other.fingerprint).not.toBe(fingerprint);
  });

  it.each([
    [0, 2],
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 4],
    [6, 4],
    [99, 2],
  ])('has for the OCSF severity %d the severity %d', (severity_id, severity) => {
    expect(taken({ ...finding, severity_id }).content.severity).toBe(severity);
  });

  it('has the instant of an OCSF finding that names no others', () => {
    const { first_seen_time: _, last_seen_time: __, ...info } = finding.finding_info;
    const { content } = taken({ ...finding, finding_info: info });
    expect([content.occurredFrom, content.occurredTo]).toEqual([content.detectedAt, content.detectedAt]);
  });

  it.each<[unknown, string[]]>([
    [null, ['']],
    ['text', ['']],
    [undefined, ['']],
    [[], ['']],
    [{ ...plain, severity: 5 }, ['/severity']],
    [{ ...plain, surprise: 1 }, ['/surprise']],
    [{ ...plain, analytic: [] }, ['/analytic']],
    [{ ...plain, analytic: { name: '' } }, ['/analytic/name']],
    [{ ...plain, subjects: undefined }, ['/subjects']],
    [{ ...plain, subjects: { people: ['x'] } }, ['/subjects/people']],
    [{ ...plain, occurredFrom: '2026-05-01' }, ['/occurredFrom']],
    [{ ...plain, occurredFrom: '2026-02-30T00:00:00Z' }, ['/occurredFrom']],
    [{ ...plain, occurredTo: '2026-04-01T00:00:00Z' }, ['/occurredTo']],
    [{ ...plain, detectedAt: '1903-01-01T00:00:00Z' }, ['/detectedAt']],
    [{ ...plain, title: 'a\u0000b' }, ['/title']],
    [{ ...plain, subjects: { accounts: ['ok', '\ud83d'] } }, ['/subjects/accounts/1']],
    [{ ...finding, class_uid: 2005 }, ['/class_uid']],
    [{ ...finding, class_uid: '2004' }, ['/class_uid']],
    [{ ...finding, severity_id: 7 }, ['/severity_id']],
    [{ ...finding, time: 1.5 }, ['/time']],
    [{ ...finding, finding_info: { ...finding.finding_info, types: [] } }, ['/finding_info/types']],
    [
      { ...finding, finding_info: { ...finding.finding_info, last_seen_time: 0 } },
      ['/finding_info/last_seen_time'],
    ],
    [{ ...finding, observables: [{ value: 'x' }] }, ['/observables/0/type_id']],
  ])('%#: is refused by pointer', (item, expected) => {
    expect(pointers(item)).toEqual(expected);
  });

  it('is taken or refused by pointer, whatever it holds', () => {
    const member = fc.constantFrom(...Object.keys(plain), ...Object.keys(finding));
    const base = fc.constantFrom<object>(plain, finding);
    fc.assert(
      fc.property(base, fc.dictionary(member, fc.jsonValue()), (item, change) => {
        const read = readItem(DETECTOR, 0, { ...item, ...change });
        if (!isTaken(read)) expect(read.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('may say null where it may say nothing', () => {
    const { description: _, ...rest } = plain;
    expect(taken({ ...rest, description: null, tlp: null, tags: null }).content).toMatchObject({
      description: null,
      tlp: 'AMBER',
      tags: [],
    });
    const bare = { ...finding, metadata: null, resources: null, observables: null, confidence_score: null };
    expect(taken(bare).content).toMatchObject({ confidence: null, subjects: { account: [], address: [] } });
  });
});
