import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';

export type Proposal = View<'ProposalView'>;
/** What is decided of proposals, and why where it is said. */
export interface Decision {
  proposals: readonly Proposal[];
  decision: 'accept' | 'decline';
  reason?: string;
}
type Result = View<'DecisionResultView'>;

/** Decides whether alerts belong to the cases that they are proposed for, each for itself. */
export function useDecide(onRefused: (refused: Result[]) => void = () => undefined) {
  return useAct({
    act: async ({ proposals, decision, reason }: Decision): Promise<Result[]> => {
      const body = reason === undefined ? {} : { reason };
      const [first, ...others] = proposals;
      if (first && others.length === 0) {
        const params = { path: { id: first.id } };
        const proposal = await (decision === 'accept'
          ? answerOf(api.POST('/v1/correlation/proposals/{id}/accept', { params, body }))
          : answerOf(
              api.POST('/v1/correlation/proposals/{id}/decline', { params, body: { reason: reason ?? '' } }),
            ));
        return [{ id: first.id, outcome: 'changed', proposal }];
      }
      const ids = proposals.map(({ id }) => id);
      return answerOf(
        api.POST('/v1/correlation/proposals/bulk-decide', { body: { ids, decision, ...body } }),
      );
    },
    touches: ['/v1/correlation/proposals', '/v1/alerts', '/v1/alert-queues', '/v1/cases'],
    done: (results, { decision }) => {
      const refused = results.filter(({ outcome }) => outcome === 'refused');
      if (refused.length > 0) onRefused(refused);
      const done = results.length - refused.length;
      const verb = decision === 'accept' ? 'accepted' : 'declined';
      return done === 1 ? `1 proposal is ${verb}.` : `${done.toLocaleString('en')} proposals are ${verb}.`;
    },
  });
}
