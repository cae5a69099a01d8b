import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemText } from '../kit/problem-text';
import { ProblemError } from './problem-error';
import { refresh } from './reads';
import { offerUndo, undoLatest } from './undo';

/** What there is to say of something that a person does. */
export interface ActOptions<Input, Answer> {
  /** Does it: `(id) => answerOf(api.POST('/v1/cases/{id}/take', …))`. */
  act: (input: Input) => Promise<Answer>;
  /** What is read anew afterwards: everything at or below these paths. */
  touches: string[];
  /** What to say once it is done; nothing where the page shows it. */
  done?: (answer: Answer, input: Input) => string | undefined;
  /** How to take it back, where the API can; offered beside what was said. Gives what to say then. */
  undo?: (answer: Answer, input: Input) => (() => Promise<string>) | undefined;
  /** Shows the outcome at once, in what was read under this key; it is put back when the act is refused. */
  optimistic?: { key: QueryKey; change: (shown: never, input: Input) => unknown };
  /** True where the form shows the problem itself. */
  isQuiet?: boolean;
}

/**
 * Something that a person does, with everything around it: what was read is read anew, what was done is said with a way
 * back, and a refusal is told in words, with what was shown before put back.
 */
export function useAct<Input, Answer>(options: ActOptions<Input, Answer>) {
  const client = useQueryClient();
  return useMutation<Answer, ProblemError, Input, { before: unknown } | undefined>({
    mutationFn: options.act,
    onMutate: async (input) => {
      if (!options.optimistic) return undefined;
      const { key, change } = options.optimistic;
      await client.cancelQueries({ queryKey: key });
      const before: unknown = client.getQueryData(key);
      if (before !== undefined) client.setQueryData(key, change(before as never, input));
      return { before };
    },
    onError: (error, _input, context) => {
      if (options.optimistic && context) client.setQueryData(options.optimistic.key, context.before);
      if (!options.isQuiet) tellProblem(error, context !== undefined);
    },
    onSuccess: (answer, input) => {
      const words = options.done?.(answer, input);
      if (words) tellDone(words, options.undo?.(answer, input), () => refresh(client, ...options.touches));
    },
    onSettled: () => refresh(client, ...options.touches),
  });
}

/** Says why something was not done. */
export function tellProblem(error: unknown, wasShown = false): void {
  const problem = ProblemError.from(error);
  notifications.show({
    color: 'red',
    autoClose: false,
    role: 'alert',
    title: wasShown ? `${problem.title}: it is as before` : problem.title,
    message: <ProblemText problem={problem} />,
  });
}

/** What was said last of what was done; the next takes its place, so that none waits behind others. */
let said: string | undefined;

/** Says that something was done, and offers to take it back. */
export function tellDone(
  words: string,
  undo?: () => Promise<string>,
  afterwards?: () => Promise<void>,
): void {
  const takeBack =
    undo &&
    (() => {
      notifications.hide(id);
      undo()
        .then((undone) => tellDone(undone), tellProblem)
        .finally(() => void afterwards?.());
    });
  if (takeBack) offerUndo(takeBack);
  if (said) notifications.hide(said);
  const id = notifications.show({
    role: 'status',
    autoClose: undo ? 12_000 : 5_000,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        {takeBack && (
          <Button size="compact-sm" variant="default" onClick={() => undoLatest(takeBack)}>
            Undo
          </Button>
        )}
      </Group>
    ),
  });
  said = id;
}
