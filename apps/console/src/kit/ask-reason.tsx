import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './failure';
import { useForm } from './form';

/** Asks why before something is done, and says what exactly will be done. */
export function AskReason(props: {
  title: string;
  /** What will be done, in a sentence or two. */
  children?: ReactNode;
  label?: string;
  /** The member of the body that takes the reason. */
  name?: string;
  /** What the button says. */
  confirm: string;
  /** False where nothing is taken away by it. */
  isDanger?: boolean;
  act: {
    mutate(reason: string, told: { onSuccess: () => void; onError: (error: unknown) => void }): void;
    isPending: boolean;
  };
  onClose: () => void;
}) {
  const {
    title,
    children,
    label = 'Reason',
    name = 'reason',
    confirm,
    isDanger = true,
    act,
    onClose,
  } = props;
  const form = useForm({ [name]: '' });
  const { problem } = form;
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          act.mutate(form.values[name] ?? '', { onSuccess: onClose, onError: form.refuse });
        }}
      >
        <Stack gap="sm">
          {children && <Text size="sm">{children}</Text>}
          <Textarea label={label} required data-autofocus autosize minRows={3} {...form.field(name)} />
          {problem && !problem.fault(name) && <Failure error={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" {...(isDanger ? { color: 'red' } : {})} loading={act.isPending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
