import { Stack, Title } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import { useMemo } from 'react';
import { Chart } from '../../../../kit/chart';
import { inWords } from '../../../../kit/chips';
import { count, percent } from '../../../../kit/numbers';
import { onDay } from './format';
import type { Results } from './shapes';
import { SmallTable } from './small-table';

const ofAll = { type: 'value' as const, axisLabel: { formatter: (value: number) => percent(value) } };
const asPercent = (value: unknown): string => percent(Number(value));

/** What the case was after beside what everybody else is after. */
export function CapabilityMix({ of }: { of: Results['capability-focus'] }) {
  const option = useMemo<EChartsOption>(() => {
    const rows = of.capabilities.toReversed();
    return {
      grid: { left: 140, right: 32, top: 36, bottom: 28 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: asPercent },
      legend: { top: 0 },
      xAxis: ofAll,
      yAxis: { type: 'category', data: rows.map(({ capability }) => inWords(capability)) },
      series: [
        { name: 'The case', type: 'bar', data: rows.map(({ share }) => share) },
        { name: 'Everybody else', type: 'bar', data: rows.map(({ shareOutside }) => shareOutside) },
      ],
    };
  }, [of]);
  return (
    <Stack gap="sm">
      <Chart
        option={option}
        height={Math.max(220, 60 + 44 * of.capabilities.length)}
        label="Share of exchanges by capability, of the case and of everybody else; the table below has the numbers."
      />
      <SmallTable
        title="By capability"
        rows={of.capabilities}
        columns={[
          { header: 'Capability', cell: ({ capability }) => inWords(capability) },
          { header: 'Exchanges', isNumber: true, cell: ({ exchanges }) => count(exchanges) },
          { header: 'The case', isNumber: true, cell: ({ share }) => percent(share) },
          { header: 'Everybody else', isNumber: true, cell: ({ shareOutside }) => percent(shareOutside) },
          {
            header: 'Times as much',
            isNumber: true,
            cell: ({ lift }) => (lift === null ? '–' : lift.toFixed(1)),
          },
        ]}
      />
    </Stack>
  );
}

const SPANS = [
  ['first24Hours', 'First 24 hours'],
  ['at24Hours', 'In hour 24'],
  ['first72Hours', 'First 72 hours'],
  ['at72Hours', 'In hour 72'],
] as const;

/** How fast the case and everybody else took up each new model. */
export function ModelShift({ of }: { of: Results['model-shift'] }) {
  return (
    <Stack gap="md">
      {of.releases.map((release) => (
        <Release key={`${release.model} ${release.releasedAt}`} of={release} />
      ))}
    </Stack>
  );
}

function Release({ of }: { of: Results['model-shift']['releases'][number] }) {
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { left: 56, right: 16, top: 36, bottom: 28 },
      tooltip: { trigger: 'axis', valueFormatter: asPercent },
      legend: { top: 0 },
      xAxis: { type: 'category', data: SPANS.map(([, label]) => label) },
      yAxis: { ...ofAll, max: 1 },
      series: [
        { name: 'The case', type: 'bar', data: SPANS.map(([key]) => of[key].share) },
        { name: 'Everybody else', type: 'bar', data: SPANS.map(([key]) => of[key].shareOutside) },
      ],
    }),
    [of],
  );
  return (
    <section aria-label={of.model}>
      <Title order={3} size="h6">
        {of.model}, {of.detected ? 'first seen' : 'released'} {onDay(of.releasedAt)}
      </Title>
      <Chart option={option} label={`Share of exchanges with ${of.model} after its release.`} />
      <SmallTable
        title="Shares of the new model"
        rows={SPANS}
        columns={[
          { header: 'When', cell: ([, label]) => label },
          { header: 'The case', isNumber: true, cell: ([key]) => percent(of[key].share) },
          { header: 'Everybody else', isNumber: true, cell: ([key]) => percent(of[key].shareOutside) },
        ]}
      />
    </section>
  );
}
