import { type ReactNode, useState } from 'react';
import { tellProblem, useAct } from '../../../api/act';
import { answerOf, api } from '../../../api/client';
import { AskReason } from '../../../kit/ask-reason';
import { type Task, taskStatusName } from './task-terms';

interface Move {
  task: Task;
  status: Task['status'];
  forceReason?: string;
}

/**
 * Moves tasks on. Where one waits for others, the API says so, and the person may say why it is done all the same.
 * @returns how to move one, and the dialog to put on the page
 */
export function useMoveTask(): { move: (of: Move) => void; isPending: boolean; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<{ of: Move; why: string }>();
  const act = useAct({
    act: ({ task: { id: taskId, caseId: id }, status, forceReason }: Move) =>
      answerOf(
        api.POST('/v1/cases/{id}/tasks/{taskId}/transition', {
          params: { path: { id, taskId } },
          body: { status, ...(forceReason ? { forceReason } : {}) },
        }),
      ),
    touches: ['/v1/cases/{id}/tasks', '/v1/cases/{id}/owed', '/v1/cases/{id}/timeline', '/v1/tasks'],
    done: ({ title, status }) => `“${title}” is ${taskStatusName(status).toLowerCase()}.`,
    isQuiet: true,
  });
  return {
    move: (of) =>
      act.mutate(of, {
        onError: (error) =>
          error.slug === 'task-waits' ? setWaiting({ of, why: error.detail }) : tellProblem(error),
      }),
    isPending: act.isPending,
    dialog: waiting && (
      <AskReason
        title={`“${waiting.of.task.title}” waits for others`}
        label="It is done all the same, because"
        name="forceReason"
        confirm="Complete it all the same"
        isDanger={false}
        act={{
          isPending: act.isPending,
          mutate: (forceReason, told) => act.mutate({ ...waiting.of, forceReason }, told),
        }}
        onClose={() => setWaiting(undefined)}
      >
        {waiting.why} The tasks that it waits for stay open; the reason is on the record.
      </AskReason>
    ),
  };
}
