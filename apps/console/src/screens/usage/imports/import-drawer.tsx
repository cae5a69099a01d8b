import { Anchor, Button, Drawer, FileInput, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useMay } from '../../../api/me';
import { readOf } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { bytes, count } from '../../../kit/numbers';
import { type Import, ImportProgress, ImportState, KINDS, Withdrawn } from './import-state';
import { firstRejects } from './rejects';
import { Uploader } from './uploader';
import { WithdrawImport } from './withdraw-import';
import { Fact, Facts } from '../../../kit/facts';

/** How often an import is looked at while it loads, ms. */
const LOOK_MS = 1_000;

/** One import: how far it is, what was rejected and why, and what can be done with it. */
export function Component() {
  const id = useParams()['importId'] ?? '';
  const navigate = useNavigate();
  const read = useQuery({
    ...readOf('/v1/imports/{id}', { path: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'loading' ? LOOK_MS : false),
  });
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={() => void navigate(paths.usage)}
      title={read.data ? `Import ${read.data.no}: ${read.data.fileName}` : 'Import'}
    >
      <Loaded read={read}>
        {(of) => (
          <Stack gap="sm">
            <Group gap="xs">
              <ImportState of={of} />
              <Cancel of={of} />
              <WithdrawImport of={of} />
            </Group>
            <ImportProgress of={of} />
            {of.error && <Text size="sm">{of.error}</Text>}
            {of.warning && <Text size="sm">{of.warning}</Text>}
            <Upload of={of} onDone={() => void read.refetch()} />
            <Particulars of={of} />
            {of.rejected > 0 && of.state !== 'loading' && <Rejects of={of} />}
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

function Cancel({ of }: { of: Import }) {
  const mayImport = useMay('usage.import');
  const cancel = useAct({
    act: () => answerOf(api.POST('/v1/imports/{id}/cancel', { params: { path: { id: of.id } } })),
    touches: ['/v1/imports'],
    done: () => `Import ${of.no} was ended; none of its rows count.`,
  });
  if (!mayImport || !of.allowed.includes('cancel')) return null;
  return (
    <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
      End the import
    </Button>
  );
}

/** For an import whose file has not come, or not wholly. */
function Upload({ of, onDone }: { of: Import; onDone: () => void }) {
  const mayImport = useMay('usage.import');
  const [file, setFile] = useState<File | null>(null);
  if (!mayImport || !of.allowed.includes('upload')) return null;
  if (file) return <Uploader importId={of.id} file={file} onDone={onDone} />;
  return (
    <FileInput
      label={`Choose ${of.fileName} again`}
      description="It goes on with the first byte that is not there yet."
      placeholder="Choose the file"
      value={file}
      onChange={setFile}
    />
  );
}

/** What the rows are that it loaded. */
const loadedAs = ({ kind, withdrawnAt }: Import): string => {
  if (withdrawnAt) return 'Until withdrawn';
  return kind === 'withdrawals' ? 'Count no more' : 'Count now';
};

function Particulars({ of }: { of: Import }) {
  const facts: [string, React.ReactNode][] = [
    ['Kind', KINDS[of.kind]],
    ['Rows read', count(of.read)],
    [loadedAs(of), count(of.loaded)],
    ['Rejected', count(of.rejected)],
    ['Known before', count(of.known)],
    ['Size', bytes(of.bytes)],
    ['Announced', <Instant key="at" at={of.createdAt} />],
    ['By', of.createdBy],
    ...(of.reason ? [['Reason', of.reason] as [string, React.ReactNode]] : []),
    ...(of.finishedAt
      ? [['Over', <Instant key="over" at={of.finishedAt} />] as [string, React.ReactNode]]
      : []),
    ...(of.withdrawnAt
      ? [['Withdrawn', <Withdrawn key="withdrawn" of={of} />] as [string, React.ReactNode]]
      : []),
    ...(of.sha256
      ? [
          [
            'SHA-256',
            <code key="hash" style={{ wordBreak: 'break-all' }}>
              {of.sha256}
            </code>,
          ] as [string, React.ReactNode],
        ]
      : []),
  ];
  return (
    <Facts>
      {facts.map(([label, value]) => (
        <Fact key={label} label={label}>
          {value}
        </Fact>
      ))}
    </Facts>
  );
}

const SHOWN = 200;

function Rejects({ of }: { of: Import }) {
  const read = useQuery({ queryKey: ['rejects of', of.id], queryFn: () => firstRejects(of.id) });
  return (
    <section aria-labelledby="rejects-heading">
      <Group justify="space-between">
        <Title order={2} size="h5" id="rejects-heading">
          Rejected lines
        </Title>
        <Anchor href={`/v1/imports/${of.id}/rejects`} download size="sm" underline="always">
          All {count(of.rejected)} as CSV
        </Anchor>
      </Group>
      <Loaded read={read}>
        {(rejects) => (
          <Table fz="sm" verticalSpacing={2}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Line</Table.Th>
                <Table.Th>Column</Table.Th>
                <Table.Th>Reason</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rejects.slice(0, SHOWN).map(({ line, column, reason }) => (
                <Table.Tr key={`${line} ${column} ${reason}`}>
                  <Table.Td>{line}</Table.Td>
                  <Table.Td>{column || 'The whole line'}</Table.Td>
                  <Table.Td>{reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
    </section>
  );
}
