import { Stack } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import { useMemo } from 'react';
import { Chart } from '../../../../kit/chart';
import { Instant } from '../../../../kit/instant';
import { compact, count } from '../../../../kit/numbers';
import { onDay } from './format';
import type { Results } from './shapes';
import { SmallTable } from './small-table';

const GRID = { left: 56, right: 16, top: 24, bottom: 28 };

/** Moments of the hour at which the campaign's requests pile up. */
export function SynchronisedMoments({ of }: { of: Results['synchronised-timing'] }) {
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { ...GRID, bottom: 44 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'category',
        name: 'Minute',
        nameLocation: 'middle',
        nameGap: 28,
        data: of.moments.map(({ at }) => at),
      },
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => compact(value) } },
      series: [{ name: 'Requests', type: 'bar', data: of.moments.map(({ exchanges }) => exchanges) }],
    }),
    [of],
  );
  if (of.moments.length === 0) return null;
  return (
    <Stack gap="sm">
      <Chart option={option} label={`Requests at ${of.moments.length} moments of the hour.`} />
      <SmallTable
        title={`Moments of the hour, ${of.phaseSeconds} seconds each`}
        rows={of.moments}
        columns={[
          { header: 'Minute and second', cell: ({ at }) => at },
          { header: 'Exchanges', isNumber: true, cell: ({ exchanges }) => count(exchanges) },
        ]}
      />
    </Stack>
  );
}

/** How the campaign's accounts came, and what grew back after bans. */
export function Lifecycle({ of }: { of: Results['lifecycle'] }) {
  const option = useMemo<EChartsOption>(() => {
    const bursts = of.bursts.top.toSorted((a, b) => (a.from < b.from ? -1 : 1));
    return {
      grid: GRID,
      tooltip: { trigger: 'item' },
      useUTC: true,
      xAxis: { type: 'time' },
      yAxis: { type: 'value', name: 'Accounts' },
      series: [
        {
          name: 'Created in one burst',
          type: 'scatter',
          data: bursts.map(({ from, accounts }) => [from, accounts]),
          markLine: {
            symbol: 'none',
            label: { formatter: 'Bans' },
            lineStyle: { color: '#c92a2a', type: 'dashed' },
            data: of.banWaves.map(({ at }) => ({ xAxis: at })),
          },
        },
      ],
    };
  }, [of]);
  return (
    <Stack gap="sm">
      {of.bursts.top.length > 0 && (
        <Chart
          option={option}
          label={`${of.bursts.count} bursts of creations over time, with ${of.banWaves.length} waves of bans marked.`}
        />
      )}
      <SmallTable
        title="Waves of bans, and what grew back"
        rows={of.banWaves}
        columns={[
          { header: 'When', cell: ({ at }) => <Instant at={at} /> },
          { header: 'Stopped', isNumber: true, cell: ({ banned }) => count(banned) },
          { header: 'Created after', isNumber: true, cell: ({ created }) => count(created) },
          {
            header: 'Times as many as before',
            isNumber: true,
            cell: ({ riseOfCreation: rise }) => (rise === null ? '–' : rise.toFixed(1)),
          },
          {
            header: 'Usual wait, hours',
            isNumber: true,
            cell: ({ medianLagHours: lag }) => (lag === null ? '–' : lag.toFixed(1)),
          },
          { header: 'Heirs', isNumber: true, cell: ({ heirs }) => count(heirs) },
        ]}
      />
      {of.banWaves.map((wave) => (
        <SmallTable
          key={wave.at}
          title={`Heirs by payment instrument, after ${onDay(wave.at)}`}
          rows={wave.heirsBy}
          columns={[
            { header: 'Payment instrument', cell: ({ instrument }) => instrument },
            { header: 'Stopped', isNumber: true, cell: ({ banned }) => count(banned) },
            { header: 'Heirs', isNumber: true, cell: ({ heirs }) => count(heirs) },
          ]}
        />
      ))}
      <SmallTable
        title="Bursts, the largest first"
        rows={of.bursts.top}
        columns={[
          { header: 'From', cell: ({ from }) => <Instant at={from} /> },
          { header: 'Of the campaign', isNumber: true, cell: ({ accounts }) => count(accounts) },
          { header: 'Others', isNumber: true, cell: ({ others }) => count(others) },
        ]}
      />
    </Stack>
  );
}
