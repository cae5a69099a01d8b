import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useCaseId } from '../../../kit/use-case';
import { statusName } from './account-status';
import { undoAccountAct } from './undo-account-act';

/** All suspected accounts that the evidence puts together, and how many they are by what is shown. */
export type Weighed = Pick<View<'JudgeWeighed'>, 'suggestion' | 'cluster' | 'tier' | 'accounts'>;

/** Gives a verdict on accounts of the case, and offers to take it back as a whole. */
export function useJudge() {
  const id = useCaseId();
  return useAct({
    act: (verdict: View<'JudgeAccounts'> | View<'JudgeWeighed'>) =>
      answerOf(
        'accounts' in verdict
          ? api.POST('/v1/cases/{id}/weighed-accounts/verdicts', { params: { path: { id } }, body: verdict })
          : api.POST('/v1/cases/{id}/accounts/verdicts', { params: { path: { id } }, body: verdict }),
      ),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
    done: ({ changed, unchanged, unknown }, { status }) =>
      [
        `${changed.toLocaleString('en')} ${statusName(status).toLowerCase()}`,
        ...(unchanged > 0 ? [`${unchanged.toLocaleString('en')} were so before`] : []),
        ...(unknown > 0 ? [`${unknown.toLocaleString('en')} are not of this case`] : []),
      ].join(', ') + '.',
    undo: ({ actId }) => undoAccountAct(id, actId),
  });
}
