import { Stack, Table, Text, Title } from '@mantine/core';
import type { View } from '../../../api/client';
import { usePages, useRead } from '../../../api/reads';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { count, many } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';

/** What changed since another snapshot, and by which imports. */
export function SnapshotDiff({ id, against }: { id: string; against: string }) {
  const read = useRead('/v1/snapshots/{id}/diff', { path: { id }, query: { against } });
  return (
    <Loaded read={read}>
      {(of) => (
        <Stack gap="sm" mt="sm">
          <Text size="sm" role="status">
            Since snapshot {of.before.number} {many(of.added, 'request')} came and {count(of.removed)} went,
            on {many(of.days.length, 'day')}. What is known of the accounts is{' '}
            {of.isSameAccounts ? 'the same' : 'not the same'}.
          </Text>
          <Imports title="Why: imports that came" rows={of.came} />
          <Imports title="Why: imports that are not in it any more" rows={of.went} />
          {of.days.length > 0 && <Days of={of} />}
          {of.added + of.removed > 0 && <Accounts id={id} against={against} />}
        </Stack>
      )}
    </Loaded>
  );
}

function Imports({ title, rows }: { title: string; rows: View<'ChangedImportView'>[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <Title order={3} size="h6">
        {title}
      </Title>
      <Table fz="sm" verticalSpacing={2} maw="56rem">
        <Table.Tbody>
          {rows.map(({ no, fileName, rows: n, by, at, reason }) => (
            <Table.Tr key={no}>
              <Table.Td w={60}>{no}</Table.Td>
              <Table.Td>{fileName}</Table.Td>
              <Table.Td ta="right">{count(n)} rows</Table.Td>
              <Table.Td>{by}</Table.Td>
              <Table.Td>
                <Instant at={at} />
              </Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Days({ of }: { of: View<'SnapshotDiffView'> }) {
  return (
    <section aria-label="Days that differ">
      <Title order={3} size="h6">
        Days that differ (UTC)
      </Title>
      <Table fz="sm" verticalSpacing={2} maw="40rem">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th ta="right">Before</Table.Th>
            <Table.Th ta="right">Now</Table.Th>
            <Table.Th ta="right">Came</Table.Th>
            <Table.Th ta="right">Went</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.days.map(({ day, before, after, added, removed }) => (
            <Table.Tr key={day}>
              <Table.Td>{day}</Table.Td>
              <Table.Td ta="right">{count(before?.rows)}</Table.Td>
              <Table.Td ta="right">{count(after?.rows)}</Table.Td>
              <Table.Td ta="right">{count(added)}</Table.Td>
              <Table.Td ta="right">{count(removed)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

const COLUMNS: readonly Column<View<'ChangedAccountView'>>[] = [
  { id: 'account', header: 'Account', width: 'minmax(12rem, 1fr)', cell: (of) => of.accountId },
  { id: 'added', header: 'Came', width: '7rem', isNumber: true, cell: (of) => count(of.added) },
  { id: 'removed', header: 'Went', width: '7rem', isNumber: true, cell: (of) => count(of.removed) },
  { id: 'first', header: 'From', width: '9rem', cell: (of) => <Instant at={of.first} isShort /> },
  { id: 'last', header: 'To', width: '9rem', cell: (of) => <Instant at={of.last} isShort /> },
];

function Accounts({ id, against }: { id: string; against: string }) {
  const pages = usePages('/v1/snapshots/{id}/diff/accounts', {
    path: { id },
    query: { against, limit: 200 },
  });
  return (
    <section aria-label="Accounts that differ">
      <Title order={3} size="h6">
        Accounts whose requests differ
      </Title>
      <DataTable
        label="Accounts that differ"
        pages={pages}
        columns={COLUMNS}
        rowId={({ accountId }) => accountId}
        height="18rem"
        empty={<Text size="sm">None.</Text>}
      />
    </section>
  );
}
