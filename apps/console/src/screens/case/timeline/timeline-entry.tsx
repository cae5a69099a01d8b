import { Anchor, Drawer, Stack, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Markdown } from '../../../kit/markdown';
import { type Entry, whatHappened, whenItWas } from './timeline-words';

/** One entry of a timeline with all that is recorded of it. */
export function TimelineEntry({ of, onClose }: { of: Entry; onClose: () => void }) {
  const { text, ...details } = of.details;
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={onClose}
      title={of.kind === 'note' ? 'Note' : whatHappened(of)}
    >
      <Stack>
        {typeof text === 'string' && <Markdown of={text} />}
        <Table withRowBorders={false} verticalSpacing={4}>
          <Table.Tbody>
            <Row label="When it was so">
              {whenItWas(of)}
              {of.occurredTo && of.occurredTo !== of.occurredAt && (
                <>
                  {' to '}
                  <Instant at={of.occurredTo} {...(of.zone ? { zone: of.zone } : {})} />
                </>
              )}
            </Row>
            <Row label="Recorded">
              <Instant at={of.recordedAt} />
            </Row>
            <Row label="By">
              {of.actor.name}
              {of.actor.kind !== 'user' && ` (${of.actor.kind})`}
            </Row>
            {Object.entries(details).map(([member, value]) => (
              <Row key={member} label={apart(member)}>
                {shown(value)}
              </Row>
            ))}
          </Table.Tbody>
        </Table>
        {of.kind === 'note' && (
          <Anchor
            component={Link}
            to={`${paths.caseNotes(of.caseId)}#note-${of.id}`}
            size="sm"
            underline="always"
          >
            Go to the note
          </Anchor>
        )}
      </Stack>
    </Drawer>
  );
}

/** `accountIds` as a person reads it. */
const apart = (member: string): string => inWords(member.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase());

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={160} fw={500} style={{ verticalAlign: 'top' }}>
        {label}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Text span size="sm">
          {children}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
