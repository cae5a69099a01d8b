import fc from 'fast-check';
import { contentHash } from '@app/platform';
import type { AlertContent } from '../../alert-content';
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
const incident = {
  class_uid: 2005,
  severity_id: 5,
  status_id: 2,
  time: Date.UTC(2026, 4, 3),
  start_time: Date.UTC(2026, 4, 1),
  message: 'Card ring with two findings',
  desc: 'Opened by the fraud desk.',
  assignee_group: { name: 'Fraud desk' },
  verdict_id: 2,
  metadata: { correlation_uid: 'INC-7', labels: ['fraud'], product: { name: 'soc-tool', version: '9' } },
  finding_info_list: [{ uid: 'F-2', last_seen_time: Date.UTC(2026, 4, 2) }, { uid: 'F-1' }],
  observables: [
    { name: 'account', type_id: 99, value: 'acc_1' },
    { name: 'ip', type_id: 2, value: '::ffff:192.0.2.1' },
  ],
};
const event = { specversion: '1.0', id: '1', source: '/detectors/a', type: 'com.example.alert', data: plain };

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

  it('is hashed as canonical JSON', () => {
    for (const item of [plain, finding, incident]) {
      const { content, contentHash: hash, text } = taken(item);
      const { detectedAt: _, ...claim } = content;
      expect(hash).toBe(contentHash(claim));
      expect(JSON.parse(text)).toEqual(content);
    }
  });

  it('is the same in an envelope of CloudEvents, whatever extensions that carries', () => {
    expect(taken(event)).toEqual(taken(plain));
    expect(taken({ ...event, datacontenttype: 'application/json; charset=utf-8', team: 'x' })).toEqual(
      taken(plain),
    );
    expect(taken({ ...event, data: finding })).toEqual(taken(plain));
  });

  it('is an incident of another tool with its state, in the one form', () => {
    expect(taken(incident).content).toMatchObject({
      type: 'incident-finding',
      sourceRef: 'INC-7',
      title: 'Card ring with two findings',
      description: 'Opened by the fraud desk.',
      severity: 4,
      confidence: null,
      analytic: { name: 'soc-tool', version: '9' },
      incident: {
        assignee: 'Fraud desk',
        findings: ['F-1', 'F-2'],
        statusId: 2,
        verdictId: 2,
        priorityId: null,
      },
      occurredFrom: '2026-05-01T00:00:00.000Z',
      occurredTo: '2026-05-02T00:00:00.000Z',
      subjects: { account: ['acc_1'], address: ['192.0.2.1'] },
      tags: ['fraud'],
    });
    const resolved = taken({ ...incident, status_id: 4 });
    expect(resolved.fingerprint).toBe(taken(incident).fingerprint);
    expect(resolved.contentHash).not.toBe(taken(incident).contentHash);
  });

  it('says in words what is wrong with a member', () => {
    const read = readItem(DETECTOR, 0, {
      ...plain,
      severity: '3',
      title: '',
      surprise: 1,
      subjects: { accounts: [7] },
    });
    expect(isTaken(read) ? [] : read.errors.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([
        'severity must be a whole number',
        'title must be text of 1 to 500 characters',
        'surprise is no member of this format',
        'item 0 must be text',
      ]),
    );
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
    [{ ...finding, class_uid: 2003 }, ['/class_uid']],
    [{ ...plain, severity: '3' }, ['/severity']],
    [{ ...plain, sourceRef: '  \t' }, ['/sourceRef']],
    [{ ...plain, type: '\u2003' }, ['/type']],
    [JSON.parse('{"__proto__": {"severity": 3}, "constructor": 1}'), ['/__proto__', '/constructor', '/type']],
    [{ ...plain, detectedAt: '1970-01-21T14:38:00Z' }, ['/detectedAt']],
    [{ ...plain, subjects: { addresses: ['192.0.2.1', 'host.example'] } }, ['/subjects/addresses/1']],
    [{ ...plain, subjects: { addresses: ['fe80::1%eth0'] } }, ['/subjects/addresses/0']],
    [
      { ...plain, subjects: { addresses: ['192.0.2.256', '127.1'] } },
      ['/subjects/addresses/0', '/subjects/addresses/1'],
    ],
    [{ ...finding, observables: [{ type_id: 2, value: 'nowhere' }] }, ['/observables/0/value']],
    [{ ...finding, time: 1_780_680_311 }, ['/time']],
    [{ ...incident, finding_info_list: [] }, ['/finding_info_list']],
    [{ ...incident, message: null }, ['/message']],
    [{ ...incident, metadata: null }, ['/finding_info_list/0/analytic']],
    [{ ...incident, end_time: incident.start_time - 1 }, ['/end_time']],
    [{ ...event, data: { ...plain, severity: 9 } }, ['/data/severity']],
    [{ ...event, data: { ...plain, title: '\ud800' } }, ['/data/title']],
    [{ ...event, specversion: '0.3' }, ['/specversion']],
    [{ ...event, id: '' }, ['/id', '/id']],
    [{ ...event, data: 'text' }, ['/data']],
    [{ ...event, data: event }, ['/data/sourceRef', '/data/specversion']],
    [{ ...event, data_base64: 'e30=' }, ['/data_base64']],
    [{ ...event, datacontenttype: 'text/xml' }, ['/datacontenttype']],
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
    expect(pointers(item).sort()).toEqual(expect.arrayContaining(expected));
    expect(pointers(item)[0]).toBeDefined();
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
