import { Alert, Button, FileInput, Group, Select, Stack, Table, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { paths } from '../../../app/paths';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
import { count } from '../../../kit/numbers';
import { ChooseMapping } from '../mappings/choose-mapping';
import { sampleOf } from './sample';
import { Uploader } from './uploader';

const KINDS = [
  { value: 'usage', label: 'Usage: a row for each request' },
  { value: 'accounts', label: 'Accounts: a row for each account' },
];
const WITHDRAWALS = { value: 'withdrawals', label: 'Withdrawals: requests that are to count no more' };

/** Brings a file: chosen, looked at, and sent part by part. */
export function Component() {
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [announced, setAnnounced] = useState<View<'ImportView'>>();
  const mayWithdraw = useMay('usage.withdraw');
  const form = useForm({ kind: 'usage', mappingId: '', reason: '' });
  const { kind, mappingId, reason } = form.values;
  const isWithdrawal = kind === WITHDRAWALS.value;
  const how = { kind, ...(mappingId ? { mappingId } : {}) } as Pick<
    View<'CreateImport'>,
    'kind' | 'mappingId'
  >;
  const check = useAct({
    act: async () => {
      const sample = file && (await sampleOf(file));
      if (!sample) return undefined;
      return answerOf(api.POST('/v1/import-checks', { body: { ...how, ...sample } }));
    },
    touches: [],
    isQuiet: true,
  });
  const announce = useAct({
    act: () => {
      const fileName = file?.name ?? '';
      return isWithdrawal
        ? answerOf(api.POST('/v1/withdrawals', { body: { fileName, reason } }))
        : answerOf(api.POST('/v1/imports', { body: { ...how, fileName } }));
    },
    touches: ['/v1/imports'],
    isQuiet: true,
  });
  const forget = (): void => {
    check.reset();
    form.refuse(undefined);
  };
  if (announced && file)
    return (
      <Stack maw="40rem" gap="sm">
        <Uploader
          importId={announced.id}
          file={file}
          onDone={() => void navigate(paths.usageImport(announced.id))}
        />
        <Text size="sm" c="dimmed">
          If the connection is cut, it goes on where it was. If you leave this page, choose the same file
          again at import {announced.no}.
        </Text>
      </Stack>
    );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        announce.mutate(undefined, { onSuccess: setAnnounced, onError: form.refuse });
      }}
    >
      <Stack maw="40rem" gap="sm">
        <FileInput
          label="File"
          description="CSV, NDJSON or Parquet; the first two also packed as .gz. There is no limit of size."
          placeholder="Choose a file"
          accept=".csv,.ndjson,.jsonl,.gz,.parquet"
          required
          value={file}
          error={form.problem?.fault('fileName')}
          onChange={(chosen) => {
            setFile(chosen);
            forget();
          }}
        />
        <Select
          label="What it holds"
          data={mayWithdraw ? [...KINDS, WITHDRAWALS] : KINDS}
          allowDeselect={false}
          {...form.choice('kind')}
          onChange={(value) => {
            form.choice('kind').onChange(value);
            form.set('mappingId', '');
            forget();
          }}
        />
        {isWithdrawal ? (
          <>
            <Text size="sm">
              The file has the column request_id alone. From the next snapshot on, none of these requests
              counts; snapshots that were taken before count as they did.
            </Text>
            <Textarea label="Reason" required autosize minRows={2} {...form.field('reason')} />
          </>
        ) : (
          <ChooseMapping
            kind={kind}
            value={mappingId}
            onChange={(value) => {
              form.set('mappingId', value);
              forget();
            }}
          />
        )}
        {form.problem && !form.problem.fault('fileName') && !form.problem.fault('reason') && (
          <Failure error={form.problem} />
        )}
        {check.isSuccess && <Checked of={check.data} />}
        <Group justify="flex-end">
          {!isWithdrawal && (
            <Button
              variant="default"
              disabled={!file}
              loading={check.isPending}
              onClick={() => {
                form.refuse(undefined);
                check.mutate(undefined, { onError: form.refuse });
              }}
            >
              Check the first rows
            </Button>
          )}
          <Button type="submit" disabled={!file} loading={announce.isPending}>
            {isWithdrawal ? 'Withdraw the requests' : 'Import the file'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What would become of the first rows. */
function Checked({ of }: { of: View<'ImportCheckView'> | undefined }) {
  if (!of) return <Alert color="yellow">The file is too large to be checked beforehand.</Alert>;
  const isFine = of.rejected === 0;
  return (
    <Alert
      color={isFine ? 'green' : 'yellow'}
      role="status"
      title={
        isFine
          ? `The first ${count(of.read)} rows can be loaded`
          : `${count(of.rejected)} of the first ${count(of.read)} rows would be rejected`
      }
    >
      {!isFine && (
        <Table fz="sm" verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>Reason</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {of.rejects.slice(0, 20).map(({ line, column, reason }) => (
              <Table.Tr key={`${line} ${column} ${reason}`}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{column || 'The whole line'}</Table.Td>
                <Table.Td>{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Alert>
  );
}
