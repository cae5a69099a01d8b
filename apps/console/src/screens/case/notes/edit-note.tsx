import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useDraft } from '../../../kit/draft';
import { Failure } from '../../../kit/failure';
import { MarkdownEditor } from '../../../kit/markdown-editor';
import { editKey, type Note } from './note-terms';

/** Words a note anew. Where it was changed meanwhile, in another window, the person decides which wording stands. */
export function EditNote({ of, onEnd }: { of: Note; onEnd: () => void }) {
  const draft = useDraft(editKey(of), of.text);
  // As it was when the editing began: what is written elsewhere meanwhile is not overwritten unseen.
  const [from] = useState(of.revision);
  const save = useAct({
    act: (revision: number) =>
      answerOf(
        api.PATCH('/v1/cases/{id}/notes/{noteId}', {
          params: { path: { id: of.caseId, noteId: of.id } },
          body: { revision, text: draft.text },
        }),
      ),
    touches: ['/v1/cases/{id}/notes', '/v1/cases/{id}/timeline'],
    done: () => 'The note is worded anew. The wording before is kept.',
    isQuiet: true,
  });
  const end = (): void => {
    draft.drop();
    onEnd();
  };
  const submit = (revision = from): void => save.mutate(revision, { onSuccess: end });
  const isStale = save.error?.slug === 'stale-version';
  return (
    <Stack gap="xs" mt="xs">
      <MarkdownEditor
        label="The note, worded anew"
        value={draft.text}
        onChange={draft.set}
        onSubmit={() => submit()}
        isFocused
      />
      {save.error && <Failure error={save.error} />}
      {isStale && <Text size="sm">It says now: “{of.text}”</Text>}
      <Group gap="xs">
        <Button
          size="xs"
          loading={save.isPending}
          disabled={!draft.text.trim()}
          onClick={() => submit(isStale ? of.revision : from)}
        >
          {isStale ? 'Use what I wrote' : 'Save the wording'}
        </Button>
        <Button size="xs" variant="default" onClick={end}>
          {isStale ? 'Leave it as it is now' : 'Cancel'}
        </Button>
      </Group>
    </Stack>
  );
}
