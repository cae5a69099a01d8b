import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useDraft } from '../../../kit/draft';
import { Failure } from '../../../kit/failure';
import { MarkdownEditor } from '../../../kit/markdown-editor';
import type { Note } from './note-terms';

/** Where a note is written. What is written stays in this browser until it is added. */
export function WriteNote({
  caseId,
  answered,
  onAnswered,
}: {
  caseId: string;
  /** The note that this one will answer. */
  answered?: Note;
  onAnswered: () => void;
}) {
  const draft = useDraft(`note:${caseId}`);
  // Counts the texts begun: the editor takes a new one only when it is mounted anew.
  const [begun, setBegun] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/notes', {
          params: { path: { id: caseId } },
          body: { text: draft.text, ...(answered ? { replyToId: answered.id } : {}) },
        }),
      ),
    touches: ['/v1/cases/{id}/notes', '/v1/cases/{id}/timeline'],
    done: () => 'The note is added.',
    isQuiet: true,
  });
  useEffect(() => {
    if (answered) box.current?.querySelector<HTMLElement>('[role="textbox"]')?.focus();
  }, [answered]);
  const begin = (): void => {
    draft.drop();
    setBegun((count) => count + 1);
  };
  const submit = (): void => {
    if (!draft.text.trim() || add.isPending) return;
    add.mutate(undefined, {
      onSuccess: () => {
        begin();
        onAnswered();
      },
    });
  };
  return (
    <Stack gap="xs" ref={box} className="no-print">
      {answered && (
        <Alert p="xs" withCloseButton closeButtonLabel="Answer nobody" onClose={onAnswered}>
          You answer {answered.authorName}.
        </Alert>
      )}
      <MarkdownEditor
        key={begun}
        label="A new note"
        value={draft.text}
        onChange={draft.set}
        onSubmit={submit}
        isFocused={begun > 0}
      />
      {add.error && <Failure error={add.error} />}
      <Group gap="sm">
        <Button size="xs" loading={add.isPending} disabled={!draft.text.trim()} onClick={submit}>
          Add the note
        </Button>
        {draft.text.trim() && (
          <Button size="xs" variant="default" onClick={begin}>
            Throw away
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {draft.text.trim()
            ? 'Kept in this browser until you add it.'
            : '@ and the beginning of a name mentions somebody. Ctrl and Enter adds the note.'}
        </Text>
      </Group>
    </Stack>
  );
}
