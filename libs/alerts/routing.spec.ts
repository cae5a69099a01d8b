import fc from 'fast-check';
import { route, type Routing, takes } from './routing';

const everything = { id: 'rest', detectorId: null, typePrefix: null, minimumSeverity: null, tags: [] };
const nothing = { detectorId: null, type: null, subjectKind: null, subjectValue: null };
const content = {
  type: 'billing.shared-instrument',
  severity: 3,
  tags: ['AML.T0021', 'urgent'],
  subjects: { account: ['acc_1'], address: [], instrument: ['pi_1'], fingerprint: [], template: [] },
};
const to = (queues: Routing['queues'], mutes: Routing['mutes'] = []) =>
  route('d1', content, { queues: [...queues, everything], mutes });

describe('routing', () => {
  it('sends an alert to the first queue that takes it, and to the last when none does', () => {
    const billing = { ...everything, id: 'billing', typePrefix: 'billing.' };
    const high = { ...everything, id: 'high', minimumSeverity: 3 };
    expect(to([billing, high]).queueId).toBe('billing');
    expect(to([high, billing]).queueId).toBe('high');
    expect(to([{ ...billing, typePrefix: 'usage.' }]).queueId).toBe('rest');
  });

  it.each([
    [{ detectorId: 'd2' }, false],
    [{ detectorId: 'd1', minimumSeverity: 3 }, true],
    [{ minimumSeverity: 4 }, false],
    [{ tags: ['urgent', 'AML.T0021'] }, true],
    [{ tags: ['urgent', 'other'] }, false],
  ])('a queue for %j takes it: %s', (match, expected) => {
    expect(takes({ ...everything, ...match }, 'd1', content)).toBe(expected);
  });

  it('mutes by detector, type and subject, all of which must hold, and names the oldest rule', () => {
    const byType = { ...nothing, id: 'type', type: content.type };
    const bySubject = {
      ...nothing,
      id: 'subject',
      subjectKind: 'instrument' as const,
      subjectValue: 'pi_1',
    };
    expect(to([], [byType, bySubject]).mutedBy).toBe('type');
    expect(to([], [{ ...bySubject, detectorId: 'd2' }, bySubject]).mutedBy).toBe('subject');
    expect(to([], [{ ...bySubject, subjectKind: 'account' }]).mutedBy).toBeNull();
    expect(to([], [{ ...byType, type: 'billing' }]).mutedBy).toBeNull();
  });

  it('finds a queue for every alert', () => {
    const match = fc.record({
      id: fc.constant('some'),
      detectorId: fc.constantFrom(null, 'd1', 'd2'),
      typePrefix: fc.option(fc.string()),
      minimumSeverity: fc.constantFrom(null, 1, 2, 3, 4),
      tags: fc.array(fc.constantFrom('a', 'b')),
    });
    const alert = fc.record({
      type: fc.string(),
      severity: fc.integer({ min: 1, max: 4 }),
      tags: fc.array(fc.constantFrom('a', 'b')),
      subjects: fc.constant(content.subjects),
    });
    fc.assert(
      fc.property(fc.array(match), alert, (queues, claim) => {
        const first = queues.find((queue) => takes(queue, 'd1', claim));
        const found = route('d1', claim, { queues: [...queues, everything], mutes: [] });
        expect(found).toEqual({ queueId: first?.id ?? 'rest', mutedBy: null });
      }),
    );
  });
});
