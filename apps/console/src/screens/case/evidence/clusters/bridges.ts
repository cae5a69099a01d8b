import type { View } from '../../../../api/client';

/** Two clusters that share payment instruments. */
export interface Bridge {
  from: number;
  to: number;
  instruments: number;
  accounts: number;
}

/** The bridges between these clusters, each once though both tell of it. */
export function bridgesBetween(
  clusters: readonly Pick<View<'ClusterView'>, 'number' | 'bridges'>[],
): Bridge[] {
  const numbers = new Set(clusters.map(({ number }) => number));
  const bridges = new Map<string, Bridge>();
  for (const { number, bridges: ends } of clusters)
    for (const { to, instruments, accounts } of ends) {
      if (!numbers.has(to)) continue;
      const [from, end] = number < to ? [number, to] : [to, number];
      bridges.set(`${from} ${end}`, { from, to: end, instruments, accounts });
    }
  return [...bridges.values()];
}
