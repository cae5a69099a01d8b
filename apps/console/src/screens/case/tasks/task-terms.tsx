import type { View } from '../../../api/client';
import { State, type StateLook } from '../../../kit/state';

export type Task = View<'TaskView'>;
type Status = Task['status'];

const STATUSES: Record<Status, StateLook & { act: string }> = {
  Waiting: { label: 'Waiting', act: 'Put back to waiting', color: 'gray' },
  InProgress: { label: 'In progress', act: 'Start', color: 'teal' },
  Completed: { label: 'Done', act: 'Complete', color: 'blue' },
  Cancelled: { label: 'Cancelled', act: 'Cancel the task', color: 'gray' },
};

/** The word for where a task stands. */
export const taskStatusName = (status: Status): string => STATUSES[status].label;
/** What moving a task there is called. */
export const taskAct = (status: Status): string => STATUSES[status].act;

/** Where a task stands. */
export function TaskStatus({ of }: { of: Status }) {
  return <State of={STATUSES[of]} />;
}

/** The tasks that a task still waits for. */
export const waitsFor = ({ dependsOn }: Task) =>
  dependsOn.filter(({ status }) => status !== 'Completed' && status !== 'Cancelled');
