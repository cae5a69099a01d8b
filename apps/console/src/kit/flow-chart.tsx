import { useMemo } from 'react';
import type { View } from '../api/client';
import { Chart } from './chart';

type Part = View<'FlowPartView'>;

/** What came and went: a pair of bars for each part of the time. */
export function FlowChart({
  parts,
  noun,
  height = 220,
}: {
  parts: readonly Part[];
  noun: 'cases' | 'alerts';
  height?: number;
}) {
  const came = noun === 'cases' ? 'Opened' : 'Arrived';
  const opened = parts.reduce((sum, part) => sum + part.opened, 0);
  const closed = parts.reduce((sum, part) => sum + part.closed, 0);
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis' as const },
      legend: { top: 0 },
      grid: { left: 44, right: 12, top: 32, bottom: 24 },
      xAxis: { type: 'category' as const, data: parts.map(({ part }) => part) },
      yAxis: { type: 'value' as const, minInterval: 1 },
      series: [
        { name: came, type: 'bar' as const, data: parts.map((part) => part.opened) },
        { name: 'Closed', type: 'bar' as const, data: parts.map((part) => part.closed) },
      ],
    }),
    [parts, came],
  );
  return (
    <Chart
      option={option}
      height={height}
      label={`${opened.toLocaleString('en')} ${noun} ${came.toLowerCase()} and ${closed.toLocaleString('en')} closed between ${parts[0]?.part ?? ''} and ${parts.at(-1)?.part ?? ''}.`}
    />
  );
}
