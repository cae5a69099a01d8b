import { Button, Group, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Outlet, useNavigate } from 'react-router';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useShortcuts } from '../../../app/shortcuts';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { useCase, useCaseId } from '../../../kit/use-case';
import { ApplyPlaybook, AppliedPlaybooks } from './playbook';
import { TaskForm } from './task-form';
import { type Task, taskAct, TaskStatus, waitsFor } from './task-terms';
import { useMoveTask } from './use-move-task';
import { useTakeTask } from './use-take-task';

const BASE: readonly Column<Task>[] = [
  { id: 'title', header: 'Task', width: 'minmax(15rem, 2fr)', cell: (of) => of.title },
  { id: 'group', header: 'Step', isExtra: true, width: '9rem', cell: (of) => of.groupName || '–' },
  { id: 'status', header: 'Status', width: '7.5rem', cell: (of) => <TaskStatus of={of.status} /> },
  {
    id: 'waits',
    header: 'Waits for',
    isExtra: true,
    width: 'minmax(8rem, 1fr)',
    cell: (of) =>
      waitsFor(of)
        .map(({ title }) => title)
        .join(', ') || '–',
  },
  { id: 'owner', header: 'Owner', width: '7rem', cell: (of) => of.ownerName ?? 'Nobody' },
  {
    id: 'due',
    header: 'Due',
    width: '8.5rem',
    cell: (of) => (of.dueAt ? <Instant at={of.dueAt} isShort /> : '–'),
  },
  {
    id: 'mandatory',
    header: 'To close',
    isExtra: true,
    width: '6.5rem',
    cell: (of) => (of.isMandatory ? 'Needed' : '–'),
  },
];

/** What is to be done in a case, in its order. */
export function Component() {
  const id = useCaseId();
  const navigate = useNavigate();
  const { data: of } = useCase();
  const pages = usePages('/v1/cases/{id}/tasks', { path: { id }, query: { limit: 200 } });
  const mayEdit = useMay('cases.edit') && of?.isOpen === true;
  const [isAdding, setAdding] = useState(false);
  const { move, isPending, dialog } = useMoveTask();
  const take = useTakeTask();
  useShortcuts(mayEdit ? [{ keys: 'n', does: 'Add a task', run: () => setAdding(true) }] : []);
  const columns = useMemo(
    () => [
      ...BASE,
      ...(mayEdit
        ? [
            {
              id: 'next',
              header: 'Next',
              width: '9.5rem',
              cell: (task: Task) => (
                <Group gap={4} wrap="nowrap" onClick={(event) => event.stopPropagation()}>
                  {task.ownerId === null && task.allowed.length > 0 && (
                    <Button
                      size="compact-xs"
                      variant="light"
                      style={{ flexShrink: 0 }}
                      aria-label={`Take: ${task.title}`}
                      onClick={() => take.mutate(task)}
                    >
                      Take
                    </Button>
                  )}
                  {task.allowed
                    .filter((status) => status === 'InProgress' || status === 'Completed')
                    .slice(0, 1)
                    .map((status) => (
                      <Button
                        key={status}
                        size="compact-xs"
                        variant="default"
                        style={{ flexShrink: 0 }}
                        disabled={isPending}
                        aria-label={`${taskAct(status)}: ${task.title}`}
                        onClick={() => move({ task, status })}
                      >
                        {taskAct(status)}
                      </Button>
                    ))}
                </Group>
              ),
            },
          ]
        : []),
    ],
    [mayEdit, isPending, move, take],
  );
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <AppliedPlaybooks />
        {mayEdit && (
          <Group gap="xs">
            <ApplyPlaybook of={of} />
            <Button size="xs" onClick={() => setAdding(true)}>
              Add a task
            </Button>
          </Group>
        )}
      </Group>
      <DataTable
        label="Tasks of the case"
        pages={pages}
        columns={columns}
        rowId={(task) => task.id}
        onOpen={(task) => void navigate(paths.caseTask(id, task.id))}
        height="calc(100dvh - 20rem)"
        empty={
          <Empty title="Nothing is to be done yet">
            A playbook gives a case the tasks of its kind, in their order. You can also add single ones.
          </Empty>
        }
      />
      {pages.data && (
        <Text size="xs" c="dimmed" className="no-print">
          A task that waits for others can be started; to complete it before them needs a reason.
        </Text>
      )}
      {isAdding && <TaskForm caseId={id} onClose={() => setAdding(false)} />}
      {dialog}
      <Outlet />
    </Stack>
  );
}
