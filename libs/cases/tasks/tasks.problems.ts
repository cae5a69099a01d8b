import { problem } from '@app/platform';

/** A task waits for others that are open. */
export class TaskWaitsError extends problem({
  slug: 'task-waits',
  status: 409,
  title: 'The task waits for others',
  remedy:
    '`tasks` lists what must end first. Complete those, or say in `forceReason` why it is done all the same.',
}) {}

/** Tasks would wait for each other in a circle. */
export class DependencyCycleError extends problem({
  slug: 'dependency-cycle',
  status: 409,
  title: 'The tasks would wait for each other',
  remedy: '`taskId` is a task that would wait for itself. Leave one of the dependencies out.',
}) {}

/** Somebody else has taken it. */
export class TakenError extends problem({
  slug: 'taken',
  status: 409,
  title: 'Somebody else has it',
  remedy: '`ownerId` names who has it. Ask them, or change the owner.',
}) {}
