import fc from 'fast-check';
import { type ChainedEvent, type ChainLink, ChainVerifier, GENESIS, linkHash } from './chain';

const anEvent = fc.record({
  id: fc.nat().map(String),
  at: fc.constant('2026-06-05T17:20:00.000Z'),
  actorKind: fc.constantFrom('user', 'detector', 'system'),
  actorId: fc.string(),
  actorName: fc.string(),
  action: fc.string(),
  subjectKind: fc.string(),
  subjectId: fc.string(),
  caseId: fc.option(fc.uuid()),
  details: fc.dictionary(fc.string(), fc.string()),
}) satisfies fc.Arbitrary<ChainedEvent>;

function chain(events: ChainedEvent[]): ChainLink[] {
  let head = GENESIS;
  return events.map((event, at) => {
    const sequence = String(at + 1);
    head = linkHash(head, sequence, event);
    return { sequence, hash: head, event };
  });
}

function verdictOf(links: ChainLink[]) {
  const verifier = new ChainVerifier();
  for (const link of links) verifier.take(link);
  return verifier.verdict();
}

describe('the audit chain', () => {
  it('verifies what was sealed, whatever the content', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 30 }), (events) => {
        expect(verdictOf(chain(events))).toMatchObject({ verified: true, events: events.length });
      }),
    );
  });

  it('finds any one changed member of any one event', () => {
    fc.assert(
      fc.property(
        fc.array(anEvent, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.constantFrom('actorId', 'action', 'subjectId'),
        (events, at, member) => {
          const links = chain(events);
          const target = links[at % links.length]!;
          target.event = { ...target.event, [member]: `${target.event[member as 'action']}x` };
          expect(verdictOf(links)).toMatchObject({ verified: false, fault: { sequence: target.sequence } });
        },
      ),
    );
  });

  it('finds a removed, doubled or swapped link', () => {
    fc.assert(
      fc.property(
        fc.array(anEvent, { minLength: 3, maxLength: 20 }),
        fc.nat(),
        fc.constantFrom('remove', 'double', 'swap'),
        (events, n, how) => {
          const links = chain(events);
          const at = n % (links.length - 1);
          if (how === 'remove') links.splice(at, 1);
          if (how === 'double') links.splice(at, 0, links[at]!);
          if (how === 'swap') [links[at], links[at + 1]] = [links[at + 1]!, links[at]!];
          expect(verdictOf(links).verified).toBe(false);
        },
      ),
    );
  });

  it('cannot see a cut tail by itself: the head is the anchor that shows it', () => {
    const links = chain([1, 2, 3].map((n) => ({ ...fc.sample(anEvent, 1)[0]!, id: String(n) })));
    expect(verdictOf(links.slice(0, 2)).head).not.toBe(verdictOf(links).head);
  });
});
