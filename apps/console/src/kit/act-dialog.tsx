import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../api/act';
import { Failure } from './failure';
import { useForm } from './form';

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
  const isBesideField = asks.some(({ name }) => form.problem?.fault(name));
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          doing.mutate(undefined, {
            onSuccess: (answer) => {
              onClose();
              onDone?.(answer);
            },
            onError: form.refuse,
          });
        }}
      >
        <Stack gap="sm">
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
          {form.problem && !isBesideField && <Failure error={form.problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button
              type="submit"
              loading={doing.isPending}
              data-autofocus={asks.length === 0 || undefined}
              {...(color ? { color } : {})}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
