import { Badge } from '@mantine/core';
import type { View } from '../../../api/client';

export type Task = View<'TaskView'>;
type Status = Task['status'];

const STATUSES: Record<Status, { name: string; act: string; color: string }> = {
  Waiting: { name: 'Waiting', act: 'Put back to waiting', color: 'gray' },
  InProgress: { name: 'In progress', act: 'Start', color: 'teal' },
  Completed: { name: 'Done', act: 'Complete', color: 'blue' },
  Cancelled: { name: 'Cancelled', act: 'Cancel the task', color: 'gray' },
};

/** The word for where a task stands. */
export const taskStatusName = (status: Status): string => STATUSES[status].name;
/** What moving a task there is called. */
export const taskAct = (status: Status): string => STATUSES[status].act;

/** Where a task stands. */
export function TaskStatus({ of }: { of: Status }) {
  const { name, color } = STATUSES[of];
  return (
    <Badge variant="light" color={color} tt="none">
      {name}
    </Badge>
  );
}

/** The tasks that a task still waits for. */
export const waitsFor = ({ dependsOn }: Task) =>
  dependsOn.filter(({ status }) => status !== 'Completed' && status !== 'Cancelled');
