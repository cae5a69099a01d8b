import { Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../api/act';
import { useForm } from './form';
import { FormDialog } from './form-dialog';

/** What is asked for before something is done. The name is the member of the body, so that a refusal is shown beside it. */
export interface Asked {
  name: string;
  label: string;
  description?: string;
  type?: 'text' | 'lines' | 'date' | 'datetime-local';
  /** What can be chosen, where it is a choice. */
  options?: readonly { value: string; label: string }[];
  isOptional?: boolean;
  initial?: string;
}

const NOTHING: readonly Asked[] = [];

/** Asks whether something is to be done: says in words what it is, asks for what the API needs, and does it. */
export function ActDialog<Answer>(props: {
  title: string;
  /** On the button: what happens. */
  label: string;
  color?: string;
  /** What will be done, to whom. */
  children?: ReactNode;
  asks?: readonly Asked[];
  act: (given: Record<string, string>) => Promise<Answer>;
  touches: string[];
  done?: (answer: Answer) => string | undefined;
  onDone?: (answer: Answer) => void;
  onClose: () => void;
}) {
  const { title, label, color, children, asks = NOTHING, act, touches, done, onDone, onClose } = props;
  const form = useForm(Object.fromEntries(asks.map(({ name, initial = '' }) => [name, initial])));
  const doing = useAct({
    act: () => act(form.values),
    touches,
    isQuiet: true,
    ...(done ? { done } : {}),
  });
  return (
    <FormDialog
      title={title}
      act={label}
      cancel="Leave it"
      color={color}
      size="lg"
      isConfirmation={asks.length === 0}
      isPending={doing.isPending}
      problem={form.problem}
      fields={asks.map(({ name }) => name)}
      onSubmit={() => {
        form.refuse(undefined);
        doing.mutate(undefined, {
          onSuccess: (answer) => {
            onClose();
            onDone?.(answer);
          },
          onError: form.refuse,
        });
      }}
      onClose={onClose}
    >
      {children}
      {asks.map(({ name, label: asked, description, type = 'lines', options, isOptional }, at) => {
        const shared = {
          label: asked,
          description,
          required: !isOptional,
          'data-autofocus': at === 0 || undefined,
        };
        if (options) return <Select key={name} {...shared} data={[...options]} {...form.choice(name)} />;
        return type === 'lines' ? (
          <Textarea key={name} {...shared} autosize minRows={3} {...form.field(name)} />
        ) : (
          <TextInput key={name} {...shared} type={type} {...form.field(name)} />
        );
      })}
    </FormDialog>
  );
}
