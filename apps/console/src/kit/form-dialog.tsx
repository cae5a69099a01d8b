import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProblemError } from '../api/problem-error';
import { Failure } from './failure';

/**
 * A form over the page: its fields, what the API has against what was written where no field shows it, and the two ways
 * out of it.
 */
export function FormDialog(props: {
  title: string;
  /** What the button says: what happens. */
  act: string;
  color?: string;
  size?: string;
  isPending: boolean;
  problem?: ProblemError | undefined;
  /** The members of the body whose fields say beside them what is wrong; anything else is said below. */
  fields?: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, act, color, size = 'md', isPending, problem, fields = [], onSubmit, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={title} size={size}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap="sm">
          {props.children}
          {problem && !isSaid(problem, fields) && <Failure error={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending} {...(color ? { color } : {})}>
              {act}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Whether everything that is wrong stands beside its field. */
const isSaid = ({ errors }: ProblemError, fields: readonly string[]): boolean =>
  errors.length > 0 && errors.every(({ pointer }) => fields.includes(pointer.split('/')[1] ?? ''));
