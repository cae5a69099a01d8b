import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';
import { Choices, matching } from './choices';

/** Moves alerts to another queue. */
export function MoveDialog({
  alerts,
  run,
  onClose,
  queues,
}: DialogProps & { queues: readonly View<'QueueView'>[] }) {
  const [text, setText] = useState('');
  const choices = queues
    .filter(({ id }) => alerts.some(({ queueId }) => queueId !== id))
    .map(({ id, name, open }) => ({ value: id, label: name, note: `${open.toLocaleString('en')} open` }));
  return (
    <Modal opened onClose={onClose} title={`Move ${alertsOf(alerts.length)} to another queue`}>
      <Choices
        label="Queue"
        choices={matching(choices, text)}
        text={text}
        setText={setText}
        nothing={`${text.trim() ? 'No other queue is called so.' : 'There is no other queue.'} An administrator sets queues up.`}
        onClose={onClose}
        onChoose={(queueId) => run({ act: 'move', queueId })}
      />
    </Modal>
  );
}
