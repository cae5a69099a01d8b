import type { Transitions } from '@app/platform';

/** How far a task is, and where it can go from there. What has ended can be taken up again. */
export const TASK_STATUSES = {
  Waiting: ['InProgress', 'Completed', 'Cancelled'],
  InProgress: ['Waiting', 'Completed', 'Cancelled'],
  Completed: ['InProgress'],
  Cancelled: ['Waiting'],
} as const satisfies Transitions<string>;
export type TaskStatus = keyof typeof TASK_STATUSES;
export const TASK_STATUS_NAMES = Object.keys(TASK_STATUSES) as TaskStatus[];

/** A step of a dependency that would come back to where it began, if there is one. */
export function findCycle(dependencies: ReadonlyMap<string, readonly string[]>): string | null {
  const done = new Set<string>();
  for (const start of dependencies.keys()) {
    // Depth first by hand: a chain may be longer than the call stack.
    const path: { id: string; next: number }[] = [{ id: start, next: 0 }];
    const onPath = new Set([start]);
    while (path.length > 0) {
      const step = path.at(-1)!;
      const to = done.has(step.id) ? undefined : dependencies.get(step.id)?.[step.next++];
      if (to === undefined) {
        done.add(step.id);
        onPath.delete(step.id);
        path.pop();
      } else if (onPath.has(to)) return to;
      else if (!done.has(to)) {
        onPath.add(to);
        path.push({ id: to, next: 0 });
      }
    }
  }
  return null;
}
