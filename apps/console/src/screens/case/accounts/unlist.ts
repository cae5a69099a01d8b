import { answerOf, api } from '../../../api/client';
import { count, many } from '../../../kit/numbers';

/** How to take back that accounts were listed, unless nothing came in; gives what to say then. */
export const unlist = (caseId: string, addedAt: string | null): (() => Promise<string>) | undefined =>
  addedAt === null
    ? undefined
    : async () => {
        const { unlisted, left } = await answerOf(
          api.POST('/v1/cases/{id}/accounts/unlist', {
            params: { path: { id: caseId } },
            body: { addedAt, reason: 'Taken back at once' },
          }),
        );
        const stayed =
          left > 0 ? `; ${count(left)} were judged since, or something else names them, and stay` : '';
        return `${many(unlisted, 'account')} left the case again${stayed}.`;
      };

/** What to say once accounts were listed. */
export const saidOfListed = ({ added, already }: { added: number; already: number }): string =>
  `${many(added, 'account')} added as suspected${already > 0 ? `; ${count(already)} were in the case before` : ''}.`;
