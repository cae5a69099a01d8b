import { Code, Modal, Stack, Text } from '@mantine/core';
import type { View } from '../../../api/client';
import { Instant } from '../../../kit/instant';

/** A job whole: its payload and why it failed. */
export function JobDialog({ job, onClose }: { job: View<'JobView'>; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`${job.name} ${job.id}`} size="lg">
      <Stack gap="xs">
        <Text size="sm">
          Added <Instant at={job.addedAt} />
          {job.finishedAt && (
            <>
              , over <Instant at={job.finishedAt} />
            </>
          )}
          , {job.attempts} {job.attempts === 1 ? 'attempt' : 'attempts'}.
        </Text>
        {job.reason && (
          <Code block tabIndex={0} aria-label="Why it failed">
            {job.reason}
          </Code>
        )}
        <Code block tabIndex={0} aria-label="Payload">
          {JSON.stringify(job.payload, null, 2)}
        </Code>
      </Stack>
    </Modal>
  );
}
