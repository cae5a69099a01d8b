/** Numbers from 0 that pairs join into groups; a group is known by its lowest number. */
export interface Joining {
  join(a: number, b: number): void;
  /** The lowest number of the group that a number is of. */
  rootOf(at: number): number;
}

/** So many numbers, each alone at first. */
export function joining(count: number): Joining {
  const first = Array.from({ length: count }, (_, i) => i);
  const rootOf = (at: number): number => {
    let root = at;
    while (first[root] !== root) root = first[root]!;
    return root;
  };
  return {
    rootOf,
    join(a, b) {
      const [x, y] = [rootOf(a), rootOf(b)];
      first[Math.max(x, y)] = Math.min(x, y);
    },
  };
}
