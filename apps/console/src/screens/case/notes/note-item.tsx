import { Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { AskReason } from '../../../kit/ask-reason';
import { useHasDraft } from '../../../kit/draft';
import { Instant } from '../../../kit/instant';
import { Markdown } from '../../../kit/markdown';
import { EditNote } from './edit-note';
import { NoteWordings } from './note-wordings';
import { editKey, type Note } from './note-terms';

/** A note, with what its reader may do to it. Its address is the tab's with `#note-<id>`. */
export function NoteItem({
  of,
  answers,
  onAnswer,
}: {
  of: Note;
  answers: Note | undefined;
  onAnswer?: () => void;
}) {
  const anchor = `note-${of.id}`;
  const isMeant = useLocation().hash === `#${anchor}`;
  const place = useRef<HTMLLIElement>(null);
  const wasBegun = useHasDraft(editKey(of)) && of.allowed.includes('edit');
  const [isEditing, setEditing] = useState(wasBegun);
  const [isRetracting, setRetracting] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const retract = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/notes/{noteId}/retract', {
          params: { path: { id: of.caseId, noteId: of.id } },
          body: { reason },
        }),
      ),
    touches: ['/v1/cases/{id}/notes', '/v1/cases/{id}/timeline'],
    done: () => 'The note is taken back. Its wordings stay on the record.',
    isQuiet: true,
  });
  useEffect(() => {
    if (isMeant) place.current?.scrollIntoView({ block: 'center' });
  }, [isMeant]);
  return (
    <Paper
      component="li"
      withBorder
      p="sm"
      id={anchor}
      ref={place}
      {...(isMeant ? { bd: '2px solid var(--mantine-primary-color-filled)' } : {})}
    >
      <Group justify="space-between" mb={4}>
        <Text size="sm">
          <Text span inherit fw={600}>
            {of.authorName}
          </Text>{' '}
          <Instant at={of.writtenAt} c="dimmed" />
        </Text>
        {of.revision > 1 && (
          <Anchor component="button" size="xs" underline="always" onClick={() => setAsking(true)}>
            Worded {of.revision} times
          </Anchor>
        )}
      </Group>
      {of.replyToId && (
        <Anchor component={Link} to={{ hash: `note-${of.replyToId}` }} size="xs" underline="always">
          Answers {answers ? answers.authorName : 'an earlier note'}
        </Anchor>
      )}
      {of.retractedAt && (
        <Text size="sm" c="dimmed">
          Taken back, <Instant at={of.retractedAt} c="dimmed" />: {of.retractedReason}
        </Text>
      )}
      {isEditing ? (
        <EditNote of={of} onEnd={() => setEditing(false)} />
      ) : (
        <>
          <Markdown of={of.text} />
          <Group gap={4} className="no-print">
            {onAnswer && !of.retractedAt && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Answer ${of.authorName}`}
                onClick={onAnswer}
              >
                Answer
              </Button>
            )}
            {of.allowed.includes('edit') && (
              <Button size="compact-xs" variant="subtle" onClick={() => setEditing(true)}>
                Word anew
              </Button>
            )}
            {of.allowed.includes('retract') && (
              <Button size="compact-xs" variant="subtle" onClick={() => setRetracting(true)}>
                Take back…
              </Button>
            )}
          </Group>
        </>
      )}
      {isAsking && <NoteWordings of={of} onClose={() => setAsking(false)} />}
      {isRetracting && (
        <AskReason
          title="Take the note back?"
          confirm="Take it back"
          act={retract}
          onClose={() => setRetracting(false)}
        >
          Others see that a note was taken back and why. Its wordings stay on the record.
        </AskReason>
      )}
    </Paper>
  );
}
