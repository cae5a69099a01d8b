import { Group, Stack, Table, Text, Title } from '@mantine/core';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { count, many } from '../../../kit/numbers';
import { ApplyRetention } from './apply-retention';
import { Holds } from './holds';
import { State, type StateLook } from '../../../kit/state';

type Month = View<'RetentionPartitionView'>;

const STATES: Record<Month['state'], StateLook> = {
  fresh: { label: 'Kept: not old enough', color: 'gray' },
  held: { label: 'Kept: legal hold', color: 'blue' },
  pinned: { label: 'Kept: needed', color: 'teal' },
  expired: { label: 'Goes next', color: 'red' },
};

/** How long usage is kept, what keeps it longer, and what has gone. */
export function Component() {
  return (
    <Stack gap="lg">
      <Holds />
      <Loaded read={useRead('/v1/retention', {})}>{(of) => <Months of={of} />}</Loaded>
    </Stack>
  );
}

function Months({ of }: { of: View<'RetentionView'> }) {
  return (
    <section aria-labelledby="months-heading">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="months-heading">
          Months of usage
        </Title>
        <ApplyRetention months={of.partitions} />
      </Group>
      <Text size="sm" mb="xs">
        {of.days === null
          ? 'Everything is kept: no limit is set.'
          : `Usage is kept for ${many(of.days, 'day')}. A month goes when all of it is older and nothing keeps it.`}
      </Text>
      {of.partitions.length === 0 ? (
        <Empty title="There is no usage">Once a file of usage is imported, its months are listed here.</Empty>
      ) : (
        <Table fz="sm" verticalSpacing={4} maw="64rem">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Month</Table.Th>
              <Table.Th ta="right">Requests</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Old enough on</Table.Th>
              <Table.Th>Kept by</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {of.partitions.map(({ month, rows, state, expiresOn, keptBy }) => (
              <Table.Tr key={month}>
                <Table.Td>{month}</Table.Td>
                <Table.Td ta="right">{count(rows)}</Table.Td>
                <Table.Td>
                  <State of={STATES[state]} />
                </Table.Td>
                <Table.Td>{expiresOn ?? '–'}</Table.Td>
                <Table.Td>{keptBy.map(({ reason }) => reason).join(' ') || '–'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {of.dropped.length > 0 && (
        <Text size="sm" mt="sm">
          Gone:{' '}
          {of.dropped.map(({ month, rows, droppedAt }, at) => (
            <span key={month}>
              {at > 0 && ', '}
              {month} ({many(rows, 'request')}
              {droppedAt && (
                <>
                  , <Instant at={droppedAt} isShort />
                </>
              )}
              )
            </span>
          ))}
        </Text>
      )}
    </section>
  );
}
