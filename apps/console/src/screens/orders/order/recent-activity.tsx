import { Text, Title } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import { useMemo } from 'react';
import type { View } from '../../../api/client';
import { Chart } from '../../../kit/chart';
import { count, many } from '../../../kit/numbers';

/** What the accounts of an order did on the last days that the snapshot knows: whether they are still at work. */
export function RecentActivity({ of: { activity }, total }: { of: View<'AccountFactsView'>; total: number }) {
  const option = useMemo((): EChartsOption => {
    const days = activity ? daysBetween(activity.from, activity.to) : [];
    const requests = new Map(activity?.days.map((day) => [day.day, day.requests]));
    return {
      grid: { left: 64, right: 8, top: 12, bottom: 24 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: days },
      yAxis: { type: 'value' },
      series: [{ type: 'bar', name: 'Requests', data: days.map((day) => requests.get(day) ?? 0) }],
    };
  }, [activity]);
  if (!activity)
    return (
      <Text size="sm" c="dimmed">
        What the accounts did lately is not known: the snapshot has no usage, or the order is older.
      </Text>
    );
  const sum = activity.days.reduce((all, { requests }) => all + requests, 0);
  const words =
    sum === 0
      ? `From ${activity.from} to ${activity.to} none of the accounts made a request.`
      : `From ${activity.from} to ${activity.to} (UTC), ${count(activity.accounts)} of ${many(total, 'account')} made ${many(sum, 'request')}.`;
  return (
    <div>
      <Title order={3} size="h6">
        The last days before the snapshot
      </Title>
      <Text size="sm">{words}</Text>
      {sum > 0 && <Chart option={option} label={words} height={180} />}
    </div>
  );
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
