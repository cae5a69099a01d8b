import type { EChartsOption } from 'echarts';
import { useCallback, useMemo } from 'react';
import type { View } from '../../../../api/client';
import { Chart } from '../../../../kit/chart';
import { compact, count, many } from '../../../../kit/numbers';
import { bridgesBetween } from './bridges';

type Cluster = View<'ClusterView'>;

const SMALLEST = 14;
const LARGEST = 84;
/** Parts of the case: by how many of a cluster's accounts are of it. */
const CATEGORIES = [
  { name: 'All in the case', itemStyle: { color: '#1864ab' } },
  { name: 'Partly outside', itemStyle: { color: '#e67700' } },
  { name: 'All outside', itemStyle: { color: '#868e96' } },
];

/** The clusters and what ties them; the accounts themselves are never drawn, so 25,000 of them stay readable. */
export function ClusterGraph(props: {
  clusters: readonly Cluster[];
  /** Number of the one whose accounts are shown; 0 when there is none. */
  chosen: number;
  onPick: (number: number) => void;
}) {
  const { clusters, chosen, onPick } = props;
  const option = useMemo(() => graphOf(clusters, chosen), [clusters, chosen]);
  const pick = useCallback(
    ({ data }: { data: unknown }) => {
      const { id } = data as { id?: string };
      if (id) onPick(Number(id));
    },
    [onPick],
  );
  const bridges = bridgesBetween(clusters);
  return (
    <Chart
      option={option}
      height={416}
      onPick={pick}
      label={`${many(clusters.length, 'cluster')} of ${count(clusters.reduce((sum, { accounts }) => sum + accounts, 0))} accounts and ${many(bridges.length, 'bridge')} between them. The list beside it has the same.`}
    />
  );
}

function graphOf(clusters: readonly Cluster[], chosen: number): EChartsOption {
  const most = Math.max(1, ...clusters.map(({ accounts }) => accounts));
  return {
    tooltip: {},
    legend: { top: 0, data: CATEGORIES.map(({ name }) => name) },
    series: [
      {
        type: 'graph',
        layout: 'force',
        top: 40,
        roam: true,
        scaleLimit: { min: 0.5, max: 4 },
        force: { layoutAnimation: false, repulsion: 260, gravity: 0.12, edgeLength: [40, 160] },
        categories: CATEGORIES,
        label: { show: true, formatter: ({ name }) => name, fontSize: 11 },
        labelLayout: { hideOverlap: true },
        emphasis: { focus: 'adjacency' },
        data: clusters.map(({ number, accounts, inCase, exchanges, evidence }) => ({
          id: String(number),
          name: String(number),
          value: accounts,
          category: inCase === accounts ? 0 : inCase > 0 ? 1 : 2,
          symbolSize: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(accounts / most),
          itemStyle: number === chosen ? { borderColor: '#fa5252', borderWidth: 4 } : {},
          tooltip: {
            formatter: `Cluster ${number}: ${many(accounts, 'account')}, ${count(inCase)} in the case\n${many(exchanges, 'exchange')}\nTied by ${evidence.join(', ')}`,
          },
        })),
        links: bridgesBetween(clusters).map(({ from, to, instruments, accounts }) => ({
          source: String(from),
          target: String(to),
          value: accounts,
          lineStyle: { width: Math.min(8, 1 + Math.log2(1 + instruments)), opacity: 0.7 },
          tooltip: {
            formatter: `Clusters ${from} and ${to}: ${many(instruments, 'payment instrument')} on both, ${many(accounts, 'account')} on these (${compact(accounts)})`,
          },
        })),
      },
    ],
  } as EChartsOption;
}
