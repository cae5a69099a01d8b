import { Anchor, Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/me';
import { ProblemError } from '../../api/problem-error';
import { useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { Failure } from '../../kit/failure';
import { Instant } from '../../kit/instant';
import { Loaded } from '../../kit/loaded';

type Letter = View<'DeadLetterView'>;

/** One item that could not be read: why, what was sent, and the way to correct it and send it again. */
export function LetterDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useRead('/v1/alerts/dead-letters/{id}', { path: { id } });
  return (
    <Modal opened onClose={onClose} title="Item that could not be read" size="xl">
      <Loaded read={read}>{(letter) => <Body of={letter} onClose={onClose} />}</Loaded>
    </Modal>
  );
}

function Body({ of, onClose }: { of: Letter; onClose: () => void }) {
  const mayTriage = useMay('alerts.triage');
  const [before] = useState(() => pretty(of.raw));
  const [text, setText] = useState(before);
  const [isSure, setSure] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const params = { path: { id: of.id } };
  const touches = ['/v1/alerts', '/v1/alert-queues'];
  const replay = useAct({
    act: () => {
      const body = text === before ? {} : { item: parsed(text) };
      return answerOf(api.POST('/v1/alerts/dead-letters/{id}/replay', { params, body }));
    },
    touches,
    isQuiet: true,
    done: ({ outcome }) => `It was read: the alert is ${outcome}.`,
  });
  const dismiss = useAct({
    act: () => answerOf(api.DELETE('/v1/alerts/dead-letters/{id}', { params })),
    touches,
    done: () => 'The item is dismissed.',
  });
  const allows = (act: Letter['allowed'][number]): boolean => mayTriage && of.allowed.includes(act);
  return (
    <Stack gap="sm">
      <Text size="sm">
        Received <Instant at={of.receivedAt} />, at place {of.index + 1} of its delivery.
      </Text>
      <List size="sm">
        {of.errors.map(({ pointer, detail }) => (
          <List.Item key={`${pointer} ${detail}`}>
            <code>{pointer || 'The whole'}</code> {detail}
          </List.Item>
        ))}
      </List>
      {of.alertId !== null && (
        <Text size="sm">
          Sent again by {of.replayedBy}.{' '}
          <Anchor component={Link} to={paths.alert(of.alertId)} size="sm" underline="always">
            The alert that it became
          </Anchor>
        </Text>
      )}
      <Textarea
        label="What was sent"
        description={
          of.raw.length < of.rawLength
            ? `Only the beginning was kept, of ${of.rawLength.toLocaleString('en')} characters. Put the whole item here to send it again.`
            : 'Correct it here before you send it again.'
        }
        autosize
        minRows={6}
        maxRows={20}
        readOnly={!allows('replay')}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {problem !== undefined && <Failure error={problem} />}
      <Group justify="flex-end">
        {allows('dismiss') && (
          <Button
            {...(isSure ? { color: 'red' } : { variant: 'default' })}
            loading={dismiss.isPending}
            onClick={() => (isSure ? dismiss.mutate(undefined, { onSuccess: onClose }) : setSure(true))}
          >
            {isSure ? 'Dismiss: it is gone for good then' : 'Dismiss…'}
          </Button>
        )}
        {allows('replay') && (
          <Button
            loading={replay.isPending}
            onClick={() => {
              setProblem(undefined);
              replay.mutate(undefined, { onSuccess: onClose, onError: setProblem });
            }}
          >
            {text === before ? 'Send it again as it was' : 'Send the corrected item'}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** JSON with a line for each member; what is none stays as it is. */
function pretty(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}

/** @throws ProblemError in words, when it is no JSON object */
function parsed(text: string): Record<string, never> {
  try {
    const item: unknown = JSON.parse(text);
    if (typeof item === 'object' && item !== null) return item as Record<string, never>;
  } catch {
    // Told below.
  }
  throw new ProblemError(
    'unexpected',
    'This is no item',
    'It has to be JSON: an object in braces, names and texts in double quotes.',
    0,
    undefined,
  );
}
