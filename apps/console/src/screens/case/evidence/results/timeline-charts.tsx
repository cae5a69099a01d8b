import { SegmentedControl, Stack, Title } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import { useMemo, useState } from 'react';
import { Chart } from '../../../../kit/chart';
import { compact, count } from '../../../../kit/numbers';
import { onDay } from './format';
import type { Results } from './shapes';
import { SmallTable } from './small-table';

const GRID = { left: 56, right: 16, top: 36, bottom: 28 };
const axis = { type: 'value' as const, axisLabel: { formatter: (value: number) => compact(value) } };

/** The traffic of the case by day or hour, with the days that stand out marked. */
export function Timeline({ of }: { of: Results['daily-timeline'] }) {
  const [by, setBy] = useState('day');
  const isHourly = by === 'hour' && of.hours !== undefined;
  const option = useMemo(() => (isHourly ? byHour(of) : byDay(of)), [of, isHourly]);
  if (of.days.length === 0) return null;
  return (
    <Stack gap="sm">
      {of.hours && (
        <SegmentedControl
          size="xs"
          w="fit-content"
          className="no-print"
          aria-label="By day or hour"
          value={by}
          onChange={setBy}
          data={[
            { value: 'day', label: 'By day' },
            { value: 'hour', label: 'By hour' },
          ]}
        />
      )}
      <Chart
        option={option}
        height={320}
        label={`Exchanges ${isHourly ? 'hour by hour' : 'day by day'} (UTC), from ${count(Math.min(...of.days.map(({ exchanges }) => exchanges)))} to ${count(Math.max(...of.days.map(({ exchanges }) => exchanges)))} a day; ${of.changePoints.length} days stand out.`}
      />
      <SmallTable
        title="Days that stand out"
        rows={of.changePoints}
        columns={[
          { header: 'Day (UTC)', cell: ({ day }) => onDay(day) },
          { header: 'Change', cell: ({ direction }) => (direction === 'rise' ? '▲ Rise' : '▼ Fall') },
          { header: 'Times as before', isNumber: true, cell: ({ ratio }) => ratio.toFixed(2) },
          { header: 'Because', cell: ({ because }) => because },
        ]}
      />
    </Stack>
  );
}

/** Vertical lines at the days that stand out. */
const marks = (of: Results['daily-timeline'], at: (day: string) => string) => ({
  symbol: 'none',
  label: { formatter: ({ name }: { name?: string }) => name ?? '' },
  lineStyle: { color: '#c92a2a', type: 'dashed' as const },
  data: of.changePoints.map(({ day, direction }) => ({
    xAxis: at(day),
    name: direction === 'rise' ? '▲' : '▼',
  })),
});

const byDay = (of: Results['daily-timeline']): EChartsOption => ({
  grid: { ...GRID, right: 56 },
  tooltip: { trigger: 'axis' },
  legend: { top: 0 },
  xAxis: { type: 'category', data: of.days.map(({ day }) => day) },
  yAxis: [
    { ...axis, name: 'Exchanges' },
    { ...axis, name: 'Accounts', splitLine: { show: false } },
  ],
  series: [
    {
      name: 'Exchanges',
      type: 'bar',
      data: of.days.map(({ exchanges }) => exchanges),
      markLine: marks(of, (day) => day),
    },
    {
      name: 'Refused or broken',
      type: 'bar',
      data: of.days.map(({ failed }) => failed),
    },
    {
      name: 'Active accounts',
      type: 'line',
      yAxisIndex: 1,
      symbol: 'none',
      data: of.days.map(({ activeAccounts }) => activeAccounts),
    },
  ],
});

const byHour = (of: Results['daily-timeline']): EChartsOption => ({
  grid: { ...GRID, bottom: 64 },
  tooltip: { trigger: 'axis' },
  legend: { top: 0 },
  xAxis: { type: 'time' },
  yAxis: { ...axis, name: 'Exchanges' },
  dataZoom: [{ type: 'slider', height: 22, bottom: 8 }, { type: 'inside' }],
  useUTC: true,
  series: [
    {
      name: 'Exchanges an hour',
      type: 'line',
      symbol: 'none',
      data: (of.hours ?? []).map(({ at, exchanges }) => [at, exchanges]),
      markLine: marks(of, (day) => `${day}T00:00:00Z`),
    },
  ],
});

/** Around each wave of bans, by whom the traffic was. */
export function Displacement({ of }: { of: Results['displacement'] }) {
  return (
    <Stack gap="md">
      {of.waves.map((wave) => (
        <Wave key={wave.at} of={wave} />
      ))}
    </Stack>
  );
}

function Wave({ of }: { of: Results['displacement']['waves'][number] }) {
  const option = useMemo<EChartsOption>(
    () => ({
      grid: GRID,
      tooltip: { trigger: 'axis' },
      legend: { top: 0 },
      xAxis: { type: 'category', data: of.days.map(({ day }) => day) },
      yAxis: axis,
      series: [
        ['Stopped with the wave', 'banned'] as const,
        ['Went on', 'survivors'] as const,
        ['Came after it', 'newcomers'] as const,
      ].map(([name, key]) => ({
        name,
        type: 'bar',
        stack: 'all',
        data: of.days.map((day) => day[key]),
        ...(key === 'banned'
          ? {
              markLine: {
                symbol: 'none',
                label: { formatter: 'Bans' },
                lineStyle: { color: '#c92a2a', type: 'dashed' },
                data: [{ xAxis: of.at.slice(0, 10) }],
              },
            }
          : {}),
      })),
    }),
    [of],
  );
  return (
    <section aria-label={`The wave of ${onDay(of.at)}`}>
      <Title order={3} size="h6">
        {onDay(of.at)}: {count(of.accounts)} accounts stopped
      </Title>
      <Chart
        option={option}
        label={`Daily exchanges of the accounts that stopped on ${onDay(of.at)}, of those that went on, and of those that came after.`}
      />
    </section>
  );
}
