import { Modal } from '@mantine/core';
import { useState } from 'react';
import { usePeople } from '../../../api/people';
import type { DialogProps } from '../triage-bar';
import { alertsOf } from '../use-triage';
import { Choices, matching } from './choices';

/** Gives alerts to somebody, or back to nobody. */
export function AssignDialog({ alerts, run, onClose }: DialogProps) {
  const [text, setText] = useState('');
  const people = usePeople().map(({ id, name }) => ({ value: id, label: name }));
  const canRelease = alerts.some(({ allowedActs }) => allowedActs.includes('release'));
  const choices = matching([...people, ...(canRelease ? [{ value: 'none', label: 'Nobody' }] : [])], text);
  return (
    <Modal opened onClose={onClose} title={`Assign ${alertsOf(alerts.length)}`}>
      <Choices
        label="To whom"
        choices={choices}
        text={text}
        setText={setText}
        nothing="Nobody is called so."
        onClose={onClose}
        onChoose={(id) => run(id === 'none' ? { act: 'release' } : { act: 'assign', assigneeId: id })}
      />
    </Modal>
  );
}
