import { MAX_TAGS } from '../case-change';
import { type Given, giveBack, type LabelledBy, takeIn } from './merge-labels';

const labels = (over: Partial<LabelledBy> = {}): LabelledBy => ({
  severity: 2,
  tlp: 'GREEN',
  pap: 'GREEN',
  tags: [],
  customFields: {},
  ...over,
});

/** Merges these into a case one after the other; gives what the case says then, and the merges. */
function mergeAll(
  into: LabelledBy,
  cases: readonly LabelledBy[],
): { present: LabelledBy; standing: Given[] } {
  let present = into;
  const standing = cases.map((gave, at): Given => {
    const intoBefore = present;
    const taken = takeIn(present, gave);
    present = taken.labels;
    return { id: String(at), gave, intoBefore, leftOut: taken.leftOut };
  });
  return { present, standing };
}

/** The merges that are left after an undo, as the record has them then. */
const without = (
  standing: readonly Given[],
  id: string,
  found: readonly Pick<Given, 'id' | 'intoBefore'>[],
) =>
  standing
    .filter((one) => one.id !== id)
    .map((one) => ({ ...one, ...found.find((anew) => anew.id === one.id) }));

describe('the labels of merged cases', () => {
  const mild = labels({ tags: ['a'], customFields: { loss: 1 } });
  const grave = labels({
    severity: 4,
    tlp: 'RED',
    tags: ['b', 'a'],
    customFields: { loss: 2, region: 'eu' },
  });
  const strict = labels({
    severity: 3,
    pap: 'RED',
    tags: ['b', 'c'],
    customFields: { region: 'us', tip: 'x' },
  });
  const last = labels({ severity: 3, tlp: 'AMBER', tags: ['a', 'c'], customFields: { tip: 'y' } });

  it('are the more restrictive ones, all tags, and the values of the survivor first', () => {
    expect(takeIn(mild, grave)).toEqual({
      labels: labels({ severity: 4, tlp: 'RED', tags: ['a', 'b'], customFields: { loss: 1, region: 'eu' } }),
      leftOut: { tags: [], customFields: { loss: 2 } },
    });
  });

  it('say which tags found no room', () => {
    const full = labels({ tags: Array.from({ length: MAX_TAGS - 1 }, (_, i) => `t${100 + i}`) });
    const { present, standing } = mergeAll(full, [labels({ tags: ['x', 'y', 'z'] })]);
    expect(present.tags).toEqual([...full.tags, 'x']);
    expect(standing[0]!.leftOut.tags).toEqual(['y', 'z']);
    expect(giveBack(present, standing, '0')).toEqual({ labels: full, kept: [], found: [] });
  });

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
    'are at every step what the other merges alone would have made, undone in the order %j',
    (order) => {
      const cases = [grave, strict, last];
      let { present, standing } = mergeAll(mild, cases);
      for (const [step, gone] of order.entries()) {
        const undone = giveBack(present, standing, String(gone));
        expect(undone.kept).toEqual([]);
        const rest = cases.filter((_, at) => !order.slice(0, step + 1).includes(at));
        expect(undone.labels).toEqual(mergeAll(mild, rest).present);
        [present, standing] = [undone.labels, without(standing, String(gone), undone.found)];
      }
    },
  );

  it('stay where a person changed them since, and say so', () => {
    const { present, standing } = mergeAll(mild, [grave]);
    const changed = { ...present, tlp: 'AMBER' as const, customFields: { loss: 1, region: 'asia' } };
    expect(giveBack(changed, standing, '0')).toMatchObject({
      labels: { ...mild, tlp: 'AMBER', customFields: { loss: 1, region: 'asia' } },
      kept: ['tlp', 'customFields.region'],
    });
  });

  it('that a person changed between two merges come back when the second is undone, and stay when the first is', () => {
    const first = mergeAll(mild, [grave]);
    const lowered = { ...first.present, severity: 1, tags: ['a', 'new'] };
    const { labels: both, leftOut } = takeIn(lowered, strict);
    const standing = [...first.standing, { id: '1', gave: strict, intoBefore: lowered, leftOut }];
    expect(giveBack(both, standing, '1')).toMatchObject({ labels: lowered, kept: [] });
    expect(giveBack(both, standing, '0')).toMatchObject({
      labels: { severity: 3, tlp: 'GREEN', pap: 'RED', tags: ['a', 'b', 'c', 'new'] },
      kept: ['severity', 'tags.b'],
    });
  });
});
