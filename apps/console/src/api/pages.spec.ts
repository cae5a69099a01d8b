import { keptInstead, pageOf, Places } from './pages';

const page = (from: number, nextCursor: string | null) => ({ items: [from, from + 1], nextCursor });
const kept = { pages: [page(0, 'a'), page(2, 'b'), page(4, null)], pageParams: [undefined, 'a', 'b'] };

describe('the pages of a list that is read anew', () => {
  it('are read where they can be seen, and where nothing is kept', () => {
    expect(keptInstead(kept, 1, 'a', { first: 1, last: 1 })).toBeUndefined();
    expect(keptInstead(kept, 3, 'c', { first: 0, last: 0 })).toBeUndefined();
    expect(keptInstead(undefined, 0, undefined, { first: 5, last: 5 })).toBeUndefined();
  });

  it('are all read where nobody says what can be seen', () => {
    expect(keptInstead(kept, 2, 'b', undefined)).toBeUndefined();
  });

  it('stay where they cannot be seen, marked as old', () => {
    expect(keptInstead(kept, 0, undefined, { first: 1, last: 1 })).toEqual({ ...page(0, 'a'), isOld: true });
  });

  it('give way to an empty page where they no longer join the one before', () => {
    expect(keptInstead(kept, 2, 'moved', { first: 0, last: 1 })).toEqual({ items: [], nextCursor: 'moved' });
  });

  it('have their place by the order of reading, and behind the last when the list grows', () => {
    const places = new Places();
    expect([undefined, 'a', 'moved'].map((cursor) => places.of(cursor, kept))).toEqual([0, 1, 2]);
    const grown = { ...kept, pages: [page(0, 'a'), page(2, 'b')] };
    expect(places.of('b', grown)).toBe(2);
  });

  it('are found by the row', () => {
    const pages = [page(0, 'a'), { items: [], nextCursor: 'a' }, page(2, null)];
    expect([0, 1, 2, 3, 9].map((row) => pageOf(pages, row))).toEqual([0, 0, 2, 2, 2]);
  });
});
