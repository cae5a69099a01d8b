import { Alert, Anchor, Button, Code, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Chart } from '../../../kit/chart';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { compact, count, many } from '../../../kit/numbers';
import { inZone } from '../../../kit/time';
import { SnapshotDiff } from './snapshot-diff';

type Snapshot = View<'SnapshotView'>;

/** One snapshot: its manifest day by day, whether it still counts the same, and what is other than in another one. */
export function Component() {
  const id = useParams()['snapshotId'] ?? '';
  return (
    <Loaded read={useRead('/v1/snapshots/{id}', { path: { id } })}>
      {(of) => (
        <Stack gap="md" key={id}>
          <div>
            <Anchor component={Link} to={paths.usageSnapshots} size="sm">
              All snapshots
            </Anchor>
            <Title order={2} size="h4">
              Snapshot {of.number}
            </Title>
            <Text size="sm">
              Taken <Instant at={of.takenAt} /> by {of.takenBy}
              {of.note && `: ${of.note}`}. {many(of.usageRows, 'request')} on {many(of.days.length, 'day')},{' '}
              {many(of.accountRows, 'account')}.
            </Text>
            <Text size="xs" c="dimmed">
              Hash of the content <Code>{of.contentHash}</Code>, engine {of.engineVersion}
            </Text>
          </div>
          <Verify of={of} />
          <Against of={of} />
          <Manifest of={of} />
        </Stack>
      )}
    </Loaded>
  );
}

/** Counts and hashes every row again. */
function Verify({ of }: { of: Snapshot }) {
  const verify = useAct({
    act: () => answerOf(api.POST('/v1/snapshots/{id}/verify', { params: { path: { id: of.id } } })),
    touches: [],
    isQuiet: true,
  });
  const { data: verdict } = verify;
  return (
    <section aria-label="Verification">
      <Group>
        <Button size="xs" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          Count and hash every row again
        </Button>
        {verify.isPending && <Text size="sm">About a second for each two million requests.</Text>}
      </Group>
      {verify.error && <Failure error={verify.error} onRetry={() => verify.mutate()} />}
      {verdict && (
        <Alert
          mt="xs"
          role="status"
          color={verdict.verified ? 'green' : 'red'}
          title={verdict.verified ? 'It is as it was' : 'It is not as it was'}
        >
          {verdict.verified
            ? `${many(verdict.usageRows, 'request')} and ${many(verdict.accountRows, 'account')} have the same hash as when it was taken.`
            : `These differ: ${verdict.differences.join(', ')}.`}
          {verdict.dropped.length > 0 && ` Dropped for their age: ${verdict.dropped.join(', ')}.`}
        </Alert>
      )}
    </section>
  );
}

function Against({ of }: { of: Snapshot }) {
  const [search, setSearch] = useSearchParams();
  const against = search.get('against');
  const { data } = useRead('/v1/snapshots', { query: { limit: 100 } });
  const others = (data?.items ?? []).filter(({ id }) => id !== of.id);
  if (others.length === 0 && !against) return null;
  return (
    <section aria-label="Compared with another snapshot">
      <Select
        size="xs"
        maw="28rem"
        label="What changed since"
        placeholder="Choose another snapshot"
        clearable
        value={against}
        onChange={(id) => setSearch(id ? { against: id } : {}, { replace: true })}
        data={others.map(({ id, number, takenAt }) => ({
          value: id,
          label: `Snapshot ${number}, ${inZone(takenAt)}`,
        }))}
      />
      {against && <SnapshotDiff id={of.id} against={against} />}
    </section>
  );
}

function Manifest({ of }: { of: Snapshot }) {
  const option = useMemo<EChartsOption>(
    () => ({
      grid: { left: 56, right: 16, top: 16, bottom: 28 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: of.days.map(({ day }) => day) },
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => compact(value) } },
      series: [{ name: 'Requests', type: 'bar', data: of.days.map(({ rows }) => rows) }],
    }),
    [of],
  );
  if (of.days.length === 0) return null;
  return (
    <section aria-labelledby="manifest-heading">
      <Title order={3} size="h5" id="manifest-heading">
        Day by day (UTC)
      </Title>
      <Chart
        option={option}
        height={200}
        label={`Requests a day in snapshot ${of.number}; the table has the numbers.`}
      />
      <Table fz="sm" verticalSpacing={2} maw="56rem">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th ta="right">Requests</Table.Th>
            <Table.Th>Hash</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.days.map(({ day, rows, hash }) => (
            <Table.Tr key={day}>
              <Table.Td>{day}</Table.Td>
              <Table.Td ta="right">{count(rows)}</Table.Td>
              <Table.Td>
                <Code title={hash}>{hash.slice(0, 16)}…</Code>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
