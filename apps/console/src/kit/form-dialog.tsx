import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProblemError } from '../api/problem-error';
import { Failure } from './failure';

/**
 * A form over the page: its fields, what the API has against what was written where no field shows it, and the two ways
 * out of it. Enter does it, and where lines are written Ctrl+Enter.
 */
export function FormDialog(props: {
  title: string;
  /** What the button says: what happens. */
  act: string;
  /** What the other button says. */
  cancel?: string;
  color?: string | undefined;
  size?: string;
  /** Whether nothing is asked but if it is to be done: the button has the focus then. */
  isConfirmation?: boolean;
  /** Whether enough is given to try. */
  isReady?: boolean;
  isPending?: boolean;
  problem?: ProblemError | null | undefined;
  /** The members of the body whose fields say beside them what is wrong; anything else is said below. */
  fields?: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, act, cancel = 'Cancel', color, size = 'md', isConfirmation = false } = props;
  const { isReady = true, isPending = false, problem, fields = [], onSubmit, onClose, children } = props;
  return (
    <Modal opened onClose={onClose} title={title} size={size}>
      <form
        noValidate
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isPending) onSubmit();
        }}
      >
        <Stack gap="sm">
          {children}
          {problem && !isSaid(problem, fields) && <Failure error={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {cancel}
            </Button>
            <Button
              type="submit"
              disabled={!isReady}
              loading={isPending}
              data-autofocus={isConfirmation || undefined}
              {...(color ? { color } : {})}
            >
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
