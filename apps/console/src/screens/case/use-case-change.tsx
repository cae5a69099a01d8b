import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { tellProblem, useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import type { ProblemError } from '../../api/problem-error';
import { readOf } from '../../api/reads';

type Case = View<'CaseView'>;
export type CaseChange = Omit<View<'ChangeCase'>, 'version'>;

/**
 * Changes a case as it was read. When somebody has changed it meanwhile, both are shown, and the person decides:
 * nothing is overwritten unseen, and nothing that was written is lost. @returns the change and the dialog to put on the page
 */
export function useCaseChange(of: Case): {
  change: (change: CaseChange, onSaved?: () => void) => void;
  isPending: boolean;
  dialog: ReactNode;
} {
  const client = useQueryClient();
  const query = readOf('/v1/cases/{id}', { path: { id: of.id } });
  const [conflict, setConflict] = useState<{
    mine: CaseChange;
    theirs: Case;
    onSaved?: (() => void) | undefined;
  }>();
  const save = useAct({
    act: ({ change, version }: { change: CaseChange; version: number }) =>
      answerOf(
        api.PATCH('/v1/cases/{id}', {
          params: { path: { id: of.id }, header: { 'if-match': `"${version}"` } },
          body: change,
        }),
      ),
    touches: ['/v1/cases'],
    isQuiet: true,
  });
  const send = (change: CaseChange, version: number, onSaved?: () => void): void =>
    save.mutate(
      { change, version },
      {
        onSuccess: (now) => {
          client.setQueryData(query.queryKey, now);
          setConflict(undefined);
          onSaved?.();
        },
        onError: (error) => void told(error, change, onSaved),
      },
    );
  const told = async (error: ProblemError, mine: CaseChange, onSaved?: () => void): Promise<void> => {
    if (error.slug !== 'stale-version') return tellProblem(error);
    const theirs = await client.fetchQuery({ ...query, staleTime: 0 });
    setConflict({ mine, theirs, onSaved });
  };
  return {
    change: (change, onSaved) => send(change, of.version, onSaved),
    isPending: save.isPending,
    dialog: conflict && (
      <Modal opened onClose={() => setConflict(undefined)} title="Somebody changed the case meanwhile">
        <Stack gap="sm">
          {Object.entries(conflict.mine).map(([member, mine]) => (
            <div key={member}>
              <Text size="sm" fw={600} tt="capitalize">
                {member}
              </Text>
              <Text size="sm">It says now: {shown(conflict.theirs[member as keyof Case])}</Text>
              <Text size="sm">You wrote: {shown(mine)}</Text>
            </div>
          ))}
          <Group justify="flex-end">
            <Button
              variant="default"
              data-autofocus
              onClick={() => {
                setConflict(undefined);
                conflict.onSaved?.();
              }}
            >
              Leave it as it is now
            </Button>
            <Button
              loading={save.isPending}
              onClick={() => send(conflict.mine, conflict.theirs.version, conflict.onSaved)}
            >
              Use what I wrote
            </Button>
          </Group>
        </Stack>
      </Modal>
    ),
  };
}

const shown = (value: unknown): string =>
  typeof value === 'string' ? `“${value}”` : (JSON.stringify(value) ?? 'nothing');
