/** An edge of an undirected graph; each pair of nodes at most once, its weight above 0. */
export interface Edge {
  a: number;
  b: number;
  weight: number;
}

/** Least gain of modularity for which a node moves: less is noise of the arithmetic. */
const LEAST_GAIN = 1e-9;
const MOST_PASSES = 50;

/**
 * Groups the nodes of a weighted graph by modularity: each node goes where more of its weight is than chance would
 * put there, and the groups are grouped again until nothing improves. Nodes are visited in their order and ties go to
 * the lowest group, so the same graph gives the same groups.
 * @see Blondel et al. 2008, Fast unfolding of communities in large networks
 * @returns the group of each node, numbered from 0 in order of first appearance
 */
export function communities(nodes: number, edges: readonly Edge[]): number[] {
  let groups = Array.from({ length: nodes }, (_, node) => node);
  let size = nodes;
  let current = edges;
  let loops = Array<number>(nodes).fill(0);
  for (;;) {
    const moved = onePass(size, current, loops);
    const numbered = renumbered(moved);
    groups = groups.map((group) => numbered.of[group]!);
    if (numbered.count === size) return renumbered(groups).of;
    const folded = fold(numbered.of, numbered.count, current, loops);
    [size, current, loops] = [numbered.count, folded.edges, folded.loops];
  }
}

function onePass(nodes: number, edges: readonly Edge[], loops: readonly number[]): number[] {
  const neighbours: { to: number; weight: number }[][] = Array.from({ length: nodes }, () => []);
  const degree = loops.map((weight) => 2 * weight);
  let total = loops.reduce((sum, weight) => sum + 2 * weight, 0);
  for (const { a, b, weight } of edges) {
    neighbours[a]!.push({ to: b, weight });
    neighbours[b]!.push({ to: a, weight });
    degree[a]! += weight;
    degree[b]! += weight;
    total += 2 * weight;
  }
  const group = Array.from({ length: nodes }, (_, node) => node);
  if (total === 0) return group;
  const sum = [...degree];
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let changed = false;
    for (let node = 0; node < nodes; node++) {
      const toward = new Map<number, number>([[group[node]!, 0]]);
      for (const { to, weight } of neighbours[node]!)
        toward.set(group[to]!, (toward.get(group[to]!) ?? 0) + weight);
      const own = group[node]!;
      sum[own]! -= degree[node]!;
      const gainOf = (candidate: number): number =>
        toward.get(candidate)! - (sum[candidate]! * degree[node]!) / total;
      let best = own;
      for (const candidate of [...toward.keys()].sort((a, b) => a - b))
        if (gainOf(candidate) > gainOf(best) + LEAST_GAIN) best = candidate;
      sum[best]! += degree[node]!;
      if (best !== own) {
        group[node] = best;
        changed = true;
      }
    }
    if (!changed) break;
  }
  return group;
}

function renumbered(groups: readonly number[]): { of: number[]; count: number } {
  const numbers = new Map<number, number>();
  const of = groups.map((group) => {
    const number = numbers.get(group) ?? numbers.size;
    numbers.set(group, number);
    return number;
  });
  return { of, count: numbers.size };
}

/** The graph whose nodes are the groups. */
function fold(
  group: readonly number[],
  count: number,
  edges: readonly Edge[],
  loops: readonly number[],
): { edges: Edge[]; loops: number[] } {
  const inside = Array<number>(count).fill(0);
  loops.forEach((weight, node) => (inside[group[node]!]! += weight));
  const between = new Map<number, number>();
  for (const { a, b, weight } of edges) {
    const [low, high] = [Math.min(group[a]!, group[b]!), Math.max(group[a]!, group[b]!)];
    if (low === high) inside[low]! += weight;
    else between.set(low * count + high, (between.get(low * count + high) ?? 0) + weight);
  }
  return {
    edges: [...between]
      .sort(([a], [b]) => a - b)
      .map(([pair, weight]) => ({ a: Math.floor(pair / count), b: pair % count, weight })),
    loops: inside,
  };
}
