import { Anchor, Button, Drawer, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useDraft } from '../../../kit/draft';
import { Empty } from '../../../kit/empty';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { Markdown } from '../../../kit/markdown';
import { useReadUntil } from '../../../kit/read-until';
import { Section } from '../../../kit/section';
import { useCase, useCaseId } from '../../../kit/use-case';
import { TaskForm } from './task-form';
import { type Task, taskAct, TaskStatus, taskStatusName } from './task-terms';
import { useMoveTask } from './use-move-task';
import { useTakeTask } from './use-take-task';

/** One task: what is to be done, what it waits for, and what was done on it. */
export function Component() {
  const caseId = useCaseId();
  const taskId = useParams()['taskId'];
  const navigate = useNavigate();
  // The list above has it; it is read in one place.
  const pages = usePages('/v1/cases/{id}/tasks', { path: { id: caseId }, query: { limit: 200 } });
  const task = pages.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === taskId);
  useReadUntil(pages, task !== undefined);
  return (
    <Drawer
      opened
      position="right"
      size="lg"
      onClose={() => void navigate(paths.caseTasks(caseId))}
      title={task?.title ?? 'Task'}
    >
      {pages.error && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && !task && !pages.hasNextPage && <Empty title="The case has no such task" />}
      {task && <Details of={task} key={task.id} />}
    </Drawer>
  );
}

function Details({ of }: { of: Task }) {
  const { data: subject } = useCase();
  const mayEdit = useMay('cases.edit') && subject?.isOpen === true;
  const [isEditing, setEditing] = useState(false);
  const { move, isPending, dialog } = useMoveTask();
  const take = useTakeTask();
  return (
    <Stack>
      <Group gap="xs">
        <TaskStatus of={of.status} />
        <Text size="sm">{of.ownerName ?? 'Nobody has it'}</Text>
        {of.dueAt && (
          <Text size="sm">
            due <Instant at={of.dueAt} {...(of.dueZone ? { zone: of.dueZone } : {})} />
          </Text>
        )}
      </Group>
      {of.isMandatory && <Text size="sm">The case does not close while it is open.</Text>}
      {mayEdit && (
        <Group gap="xs">
          {of.ownerId === null && of.allowed.length > 0 && (
            <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate(of)}>
              Take
            </Button>
          )}
          {of.allowed.map((status) => (
            <Button
              key={status}
              size="compact-sm"
              variant="default"
              disabled={isPending}
              onClick={() => move({ task: of, status })}
            >
              {taskAct(status)}
            </Button>
          ))}
          <Button size="compact-sm" variant="subtle" onClick={() => setEditing(true)}>
            Change…
          </Button>
        </Group>
      )}
      {of.description && <Markdown of={of.description} />}
      {of.dependsOn.length > 0 && (
        <Section title="Waits for">
          <List size="sm" spacing={8}>
            {of.dependsOn.map(({ id, title, status }) => (
              <List.Item key={id}>
                <Anchor component={Link} to={paths.caseTask(of.caseId, id)} size="sm" underline="always">
                  {title}
                </Anchor>{' '}
                ({taskStatusName(status).toLowerCase()})
              </List.Item>
            ))}
          </List>
        </Section>
      )}
      <Log of={of} mayEdit={mayEdit} />
      {isEditing && <TaskForm caseId={of.caseId} of={of} onClose={() => setEditing(false)} />}
      {dialog}
    </Stack>
  );
}

function Log({ of, mayEdit }: { of: Task; mayEdit: boolean }) {
  const path = { id: of.caseId, taskId: of.id };
  const pages = usePages('/v1/cases/{id}/tasks/{taskId}/log', { path });
  const entries = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const draft = useDraft(`log:${of.id}`);
  const add = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/tasks/{taskId}/log', { params: { path }, body: { text: draft.text } }),
      ),
    touches: ['/v1/cases/{id}/tasks/{taskId}/log'],
  });
  return (
    <Section title="What was done">
      {pages.error && !pages.data && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is written down yet.
        </Text>
      )}
      <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {entries.map(({ id, text, authorName, writtenAt }) => (
          <li key={id}>
            <Markdown of={text} />
            <Text size="xs" c="dimmed">
              {authorName}, <Instant at={writtenAt} size="xs" c="dimmed" />
            </Text>
          </li>
        ))}
      </Stack>
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Later entries
        </Button>
      )}
      {mayEdit && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate(undefined, { onSuccess: draft.drop });
          }}
        >
          <Textarea
            mt="sm"
            label="Write down what was done"
            autosize
            minRows={2}
            maxLength={20_000}
            value={draft.text}
            onChange={(event) => draft.set(event.currentTarget.value)}
          />
          <Button
            mt="xs"
            size="compact-sm"
            type="submit"
            loading={add.isPending}
            disabled={!draft.text.trim()}
          >
            Add to the log
          </Button>
        </form>
      )}
    </Section>
  );
}
