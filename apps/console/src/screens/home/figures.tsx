import { Anchor, Card, Group, SimpleGrid, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { FlowChart } from '../../kit/flow-chart';
import { KpiTile } from '../../kit/kpi-tile';
import { Loaded } from '../../kit/loaded';
import { useDays } from '../../kit/use-days';

/** How fast the work of the last thirty days went, and what came and went. */
export function Figures() {
  const period = useDays(30);
  const kpis = useRead('/v1/kpis', { query: { ...period, subject: 'cases' } });
  const flow = useRead('/v1/kpis/flow', { query: { ...period, subject: 'alerts', by: 'day' } });
  return (
    <Card withBorder padding="sm" component="section" aria-label="The last thirty days">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          The last thirty days
        </Title>
        <Anchor component={Link} to={paths.kpis} size="xs">
          All KPIs
        </Anchor>
      </Group>
      <Stack gap="sm">
        <Loaded read={kpis}>
          {({ total }) => (
            <SimpleGrid cols={2} spacing="xs">
              {total.kpis.slice(0, 4).map((kpi) => (
                <KpiTile key={kpi.name} of={kpi} />
              ))}
            </SimpleGrid>
          )}
        </Loaded>
        <Loaded read={flow}>{({ parts }) => <FlowChart parts={parts} noun="alerts" height={180} />}</Loaded>
      </Stack>
    </Card>
  );
}
