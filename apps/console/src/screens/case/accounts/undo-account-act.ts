import { answerOf, api } from '../../../api/client';
import { count } from '../../../kit/numbers';

/** How to take back what was done to accounts of a case, unless nothing changed; gives what to say then. */
export const undoAccountAct = (caseId: string, actId: string | null): (() => Promise<string>) | undefined =>
  actId === null
    ? undefined
    : async () => {
        const { undone, left } = await answerOf(
          api.POST('/v1/cases/{id}/account-acts/{actId}/undo', {
            params: { path: { id: caseId, actId } },
            body: { reason: 'Taken back at once' },
          }),
        );
        const stayed = left > 0 ? `, ${count(left)} were judged anew since and stay` : '';
        return `${count(undone)} are as before${stayed}.`;
      };
