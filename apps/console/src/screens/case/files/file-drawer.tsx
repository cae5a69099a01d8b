import { Alert, Button, Code, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { bytes } from '../../../kit/numbers';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { useCaseId } from '../../../kit/use-case';
import { mediaName } from './media-name';

const ACTS: Record<View<'CustodyEntryView'>['act'], string> = {
  kept: 'Took it into evidence',
  read: 'Read it',
  verified: 'Compared its hash: the same',
  failed: 'Found it changed or gone',
};

/** One file: its hash, who had it in hand, and whether it is still what was kept. */
export function Component() {
  const caseId = useCaseId();
  const id = useParams()['evidenceId'] ?? '';
  const navigate = useNavigate();
  const read = useRead('/v1/evidence/{id}', { path: { id } });
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={() => void navigate(paths.caseFiles(caseId))}
      title={read.data?.name ?? 'File'}
    >
      <Loaded read={read}>{(of) => <Details of={of} key={of.id} />}</Loaded>
    </Drawer>
  );
}

function Details({ of }: { of: View<'EvidenceView'> }) {
  const verify = useAct({
    act: () => answerOf(api.POST('/v1/evidence/{id}/verify', { params: { path: { id: of.id } } })),
    touches: ['/v1/evidence'],
  });
  return (
    <Stack>
      <Text size="sm">
        {mediaName(of.mediaType)}, {bytes(of.bytes)}, kept <Instant at={of.keptAt} />
      </Text>
      <div>
        <Text size="sm" fw={600}>
          SHA-256
        </Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {of.sha256}
        </Code>
      </div>
      <Group gap="xs">
        <Button size="compact-sm" component="a" href={`/v1/evidence/${of.id}/content`} download={of.name}>
          Download
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          loading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          Compare with the hash
        </Button>
      </Group>
      {verify.data && (
        <Alert color={verify.data.intact ? 'green' : 'red'} role="status">
          {verify.data.intact
            ? 'The bytes are those that were kept.'
            : 'The bytes are not those that were kept, or are gone. Tell an administrator: a backup has them.'}
        </Alert>
      )}
      <Text size="xs" c="dimmed">
        Each download and comparison is on the log below.
      </Text>
      <Section title="Who had it in hand">
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {of.custody.map(({ at, actorName, act }, line) => (
              <Table.Tr key={line}>
                <Table.Td>
                  <Instant at={at} />
                </Table.Td>
                <Table.Td>{actorName}</Table.Td>
                <Table.Td>{ACTS[act]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
    </Stack>
  );
}
