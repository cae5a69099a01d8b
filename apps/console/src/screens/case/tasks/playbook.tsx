import { Button, List, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { FormDialog } from '../../../kit/form-dialog';
import { Instant } from '../../../kit/instant';
import { useCaseId } from '../../../kit/use-case';

/** Which playbooks a case works by. */
export function AppliedPlaybooks() {
  const id = useCaseId();
  const { data = [] } = useRead('/v1/cases/{id}/playbook', { path: { id } });
  if (data.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No playbook is started.
      </Text>
    );
  return (
    <div>
      {data.map(({ playbookId, name, version, appliedAt }) => (
        <Text key={playbookId} size="sm">
          {name}, version {version}, started <Instant at={appliedAt} isShort />
        </Text>
      ))}
    </div>
  );
}

/** Starts the playbook of the case's kind, after showing what it would add. */
export function ApplyPlaybook({ of }: { of: View<'CaseView'> }) {
  const [isOpen, setOpen] = useState(false);
  const { data: playbooks } = useRead('/v1/playbooks', {});
  const { data: applied } = useRead('/v1/cases/{id}/playbook', { path: { id: of.id } });
  const playbook = playbooks?.find(({ kind }) => kind === of.kind);
  const act = useAct({
    act: () => answerOf(api.POST('/v1/cases/{id}/playbook', { params: { path: { id: of.id } } })),
    touches: ['/v1/cases/{id}'],
    done: () => 'The playbook is started: its tasks are listed.',
  });
  if (!playbook || !applied || applied.some(({ playbookId }) => playbookId === playbook.id)) return null;
  const { name, version, description, tasks } = playbook;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {applied.length > 0 ? `Bring the playbook to version ${version}…` : 'Start the playbook…'}
      </Button>
      {isOpen && (
        <FormDialog
          title={`${name}, version ${version}`}
          act="Start the playbook"
          size="lg"
          isConfirmation
          isPending={act.isPending}
          onSubmit={() => act.mutate(undefined, { onSuccess: () => setOpen(false) })}
          onClose={() => setOpen(false)}
        >
          <Text size="sm">{description}</Text>
          <Text size="sm" fw={600}>
            {tasks.length === 1 ? 'One task' : `${tasks.length} tasks`}; those that the case has already stay
            as they are
          </Text>
          <List size="sm" type="ordered" withPadding>
            {tasks.map(({ key, title, groupName, isMandatory }) => (
              <List.Item key={key}>
                {title}
                {groupName && ` (${groupName})`}
                {isMandatory && ', needed to close the case'}
              </List.Item>
            ))}
          </List>
        </FormDialog>
      )}
    </>
  );
}
