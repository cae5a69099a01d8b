import { useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import type { Task } from './task-terms';

/** Takes a task that nobody has. */
export const useTakeTask = () =>
  useAct({
    act: ({ id: taskId, caseId: id }: Task) =>
      answerOf(api.POST('/v1/cases/{id}/tasks/{taskId}/take', { params: { path: { id, taskId } } })),
    touches: ['/v1/cases/{id}/tasks', '/v1/tasks'],
    done: ({ title }) => `“${title}” is yours.`,
  });
