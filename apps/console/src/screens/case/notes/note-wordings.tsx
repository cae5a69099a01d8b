import { Modal, Stack, Text } from '@mantine/core';
import { useRead } from '../../../api/reads';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Markdown } from '../../../kit/markdown';
import type { Note } from './note-terms';

/** Every wording that a note had, the present one first. */
export function NoteWordings({ of, onClose }: { of: Note; onClose: () => void }) {
  const path = { id: of.caseId, noteId: of.id };
  return (
    <Modal opened onClose={onClose} title="Wordings of the note" size="lg">
      <Loaded read={useRead('/v1/cases/{id}/notes/{noteId}/revisions', { path })}>
        {(wordings) => (
          <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
            {wordings.map(({ revision, text, writtenAt }) => (
              <li key={revision}>
                <Text size="xs" c="dimmed">
                  Wording {revision}, <Instant at={writtenAt} size="xs" c="dimmed" />
                </Text>
                <Markdown of={text} />
              </li>
            ))}
          </Stack>
        )}
      </Loaded>
    </Modal>
  );
}
