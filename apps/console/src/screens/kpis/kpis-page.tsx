import { Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { type ParamsOf, useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { Empty } from '../../kit/empty';
import { FlowChart } from '../../kit/flow-chart';
import { Loaded } from '../../kit/loaded';
import { useFilters } from '../../kit/table/filters';
import { useDays } from '../../kit/use-days';
import { BacklogTable } from './backlog-table';
import { KpiGroups } from './kpi-groups';

const PERIODS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
];
const GROUPS = {
  cases: ['kind', 'severity', 'team', 'owner', 'detector', 'day', 'week', 'month'],
  alerts: ['kind', 'detector', 'queue', 'severity', 'owner', 'team', 'day', 'week', 'month'],
} as const;

/** How fast the work goes, what waits, and what came and went. */
export function Component() {
  const filters = useFilters(['of', 'days', 'by']);
  const subject = filters.values.of === 'alerts' ? 'alerts' : 'cases';
  const days = Number(filters.values.days) || 30;
  const period = useDays(days);
  const groupBy = filters.values.by;
  const query = { ...period, subject, ...(groupBy ? { groupBy } : {}) } as ParamsOf<'/v1/kpis'>['query'];
  const kpis = useRead('/v1/kpis', { query });
  const backlog = useRead('/v1/kpis/backlog', { query: { subject } });
  const flow = useRead('/v1/kpis/flow', {
    query: { ...period, subject, by: days > 90 ? 'month' : days > 30 ? 'week' : 'day' },
  });
  return (
    <Page title="KPIs">
      <Group align="flex-end" className="no-print">
        <SegmentedControl
          aria-label="Of what"
          size="xs"
          value={subject}
          onChange={(of) => filters.set('of', of)}
          data={[
            { value: 'cases', label: 'Cases' },
            { value: 'alerts', label: 'Alerts' },
          ]}
        />
        <SegmentedControl
          aria-label="Over which time"
          size="xs"
          value={String(days)}
          onChange={(to) => filters.set('days', to)}
          data={PERIODS}
        />
        <Select
          size="xs"
          label="Each"
          placeholder="All together"
          clearable
          data={GROUPS[subject].map((value) => ({ value, label: `By ${value}` }))}
          value={groupBy ?? null}
          onChange={(by) => filters.set('by', by)}
        />
      </Group>
      <Loaded read={kpis}>
        {(measured) =>
          measured.total.count === 0 ? (
            <Empty title={`No ${subject} of this time`}>
              What is measured are the {subject} that came in within it.
            </Empty>
          ) : (
            <KpiGroups of={measured} noun={subject.slice(0, -1)} />
          )
        }
      </Loaded>
      <Stack gap="xs" component="section" aria-labelledby="flow">
        <Title order={2} size="h5" id="flow">
          What came and went
        </Title>
        <Loaded read={flow}>{({ parts }) => <FlowChart parts={parts} noun={subject} />}</Loaded>
      </Stack>
      <Stack gap="xs" component="section" aria-labelledby="backlog">
        <Title order={2} size="h5" id="backlog">
          What waits now
        </Title>
        <Text size="xs" c="dimmed">
          By its age since it arrived; without what is snoozed.
        </Text>
        <Loaded read={backlog}>{(of) => <BacklogTable of={of} />}</Loaded>
      </Stack>
    </Page>
  );
}
