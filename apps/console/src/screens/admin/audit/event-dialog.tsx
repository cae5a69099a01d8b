import { Anchor, Code, Modal, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';

/** An event whole. */
export function EventDialog({ of, onClose }: { of: View<'AuditEventView'>; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={of.action} size="lg">
      <Stack gap="xs">
        <Text size="sm">
          {of.actorName}, <Instant at={of.at} />
        </Text>
        <Text size="sm">
          Acted on: {of.subjectKind} <Code>{of.subjectId}</Code>
        </Text>
        <Text size="sm">
          {of.actorKind === 'user' ? 'Person' : of.actorKind === 'detector' ? 'Detector' : 'Job'}:{' '}
          <Code>{of.actorId}</Code>
        </Text>
        {of.caseId && (
          <Anchor component={Link} to={paths.case(of.caseId)} size="sm">
            To the case
          </Anchor>
        )}
        <Code block tabIndex={0} aria-label="Details">
          {JSON.stringify(of.details, null, 2)}
        </Code>
      </Stack>
    </Modal>
  );
}
