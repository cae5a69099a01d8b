import { Anchor, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Confirmed } from '../../../kit/confirm';
import { Fact, Facts } from '../../../kit/facts';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { count } from '../../../kit/numbers';
import { KINDS } from '../imports/import-state';
import { type Stream, StreamState } from './stream-state';

/** One stream: what came, what waits for the next snapshot, and where its rows are sent. */
export function Component() {
  const id = useParams()['streamId'] ?? '';
  const navigate = useNavigate();
  const read = useRead('/v1/import-streams/{id}', { path: { id } });
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={() => void navigate(paths.usageStreams)}
      title={read.data ? `Stream ${read.data.name}` : 'Stream'}
    >
      <Loaded read={read}>
        {(of) => (
          <Stack gap="sm">
            <Group gap="xs">
              <StreamState of={of} />
              <Close of={of} />
            </Group>
            <Particulars of={of} />
            {!of.closedAt && (
              <Text size="sm" c="dimmed">
                A batch is NDJSON, or CSV with a header. Rows that were acknowledged are counted by the next
                snapshot.
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

function Close({ of }: { of: Stream }) {
  const mayImport = useMay('usage.import');
  const close = useAct({
    act: () => answerOf(api.POST('/v1/import-streams/{id}/close', { params: { path: { id: of.id } } })),
    touches: ['/v1/import-streams', '/v1/imports'],
    done: () => `${of.name} takes no rows any more; what came is brought in.`,
  });
  if (!mayImport || !of.allowed.includes('close')) return null;
  return (
    <Confirmed
      label="End the stream…"
      title={`End the stream ${of.name}`}
      act="End the stream"
      loading={close.isPending}
      onConfirm={() => close.mutate()}
    >
      It takes no batch any more: what a log shipper sends to it is refused. What came is brought in and
      counts. It is not begun again; another stream can take its place.
    </Confirmed>
  );
}

function Particulars({ of }: { of: Stream }) {
  return (
    <Facts>
      <Fact label="Kind">{KINDS[of.kind]}</Fact>
      <Fact label="Rows that came">{count(of.read)}</Fact>
      <Fact label="Rejected">{count(of.rejected)}</Fact>
      <Fact label="For the next snapshot">
        {of.openImportId ? (
          <Anchor component={Link} to={paths.usageImport(of.openImportId)} size="sm" underline="always">
            The import in which rows wait
          </Anchor>
        ) : (
          'Nothing waits'
        )}
      </Fact>
      <Fact label="Batches are sent to">
        <Code>POST /v1/import-streams/{of.id}/batches</Code>
      </Fact>
      {of.mappingHash && (
        <Fact label="SHA-256 of its mapping">
          <Code>{of.mappingHash}</Code>
        </Fact>
      )}
      <Fact label="Made">
        {of.createdBy}, <Instant at={of.createdAt} />
      </Fact>
      {of.closedAt && (
        <Fact label="Ended">
          <Instant at={of.closedAt} />
        </Fact>
      )}
    </Facts>
  );
}
