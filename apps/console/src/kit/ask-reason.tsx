import { Text, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useForm } from './form';
import { FormDialog } from './form-dialog';

/** Asks why before something is done, and says what exactly will be done. */
export function AskReason(props: {
  title: string;
  /** What will be done, in a sentence or two. */
  children?: ReactNode;
  label?: string;
  /** What the reason is for. */
  description?: string;
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
  const { title, children, label = 'Reason', description, name = 'reason', confirm, act, onClose } = props;
  const { isDanger = true } = props;
  const form = useForm({ [name]: '' });
  return (
    <FormDialog
      title={title}
      act={confirm}
      color={isDanger ? 'red' : undefined}
      isPending={act.isPending}
      problem={form.problem}
      fields={[name]}
      onSubmit={() => {
        form.refuse(undefined);
        act.mutate(form.values[name] ?? '', { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      {children && <Text size="sm">{children}</Text>}
      <Textarea
        label={label}
        description={description}
        required
        data-autofocus
        autosize
        minRows={3}
        {...form.field(name)}
      />
    </FormDialog>
  );
}
