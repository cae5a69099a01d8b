import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { Empty } from '../../../kit/empty';
import { Failure } from '../../../kit/failure';
import { useReadUntil } from '../../../kit/read-until';
import { useCaseId } from '../../../kit/use-case';
import { NoteItem } from './note-item';
import type { Note } from './note-terms';
import { WriteNote } from './write-note';

/** What people wrote down in a case, the latest first. */
export function Component() {
  const id = useCaseId();
  const mayWrite = useMay('cases.edit');
  const pages = usePages('/v1/cases/{id}/notes', { path: { id }, query: { limit: 50 } });
  const notes = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const meant = useLocation().hash.replace('#note-', '');
  useReadUntil(pages, meant === '' || notes.some((note) => note.id === meant));
  const [answered, setAnswered] = useState<Note>();
  return (
    <Stack maw="52rem" gap="md">
      {mayWrite && (
        <WriteNote
          caseId={id}
          {...(answered ? { answered } : {})}
          onAnswered={() => setAnswered(undefined)}
        />
      )}
      {pages.error && !pages.data && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && notes.length === 0 && (
        <Empty title="No note is written yet">
          Write down what should be known of the case and stands nowhere else: what was asked of whom, what
          was considered and left. Somebody named with @ is told.
        </Empty>
      )}
      <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Notes">
        {notes.map((note) => (
          <NoteItem
            key={note.id}
            of={note}
            answers={notes.find(({ id: other }) => other === note.replyToId)}
            {...(mayWrite ? { onAnswer: () => setAnswered(note) } : {})}
          />
        ))}
      </Stack>
      {pages.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          Earlier notes
        </Button>
      )}
    </Stack>
  );
}
