import { AskReason } from '../../../kit/ask-reason';
import { type Status, statusAct } from './account-status';
import { useJudge, type Weighed } from './use-judge';

/** Asks why, and gives the verdict. */
export function VerdictDialog(props: {
  status: Status;
  accountIds: string[] | 'suspected' | Weighed;
  /** How many are suspected. */
  count: number;
  onClose: () => void;
  onJudged: () => void;
}) {
  const { status, accountIds, count, onClose, onJudged } = props;
  const judge = useJudge();
  const many =
    accountIds === 'suspected' ? count : Array.isArray(accountIds) ? accountIds.length : accountIds.accounts;
  const whom = many === 1 ? '1 account' : `${many.toLocaleString('en')} accounts`;
  const on =
    accountIds === 'suspected'
      ? { allSuspected: true }
      : Array.isArray(accountIds)
        ? { accountIds }
        : accountIds;
  return (
    <AskReason
      title={`${statusAct(status)}: ${whom}`}
      description="What the verdict rests on, for whoever has to defend it."
      confirm={`${statusAct(status)}: ${whom}`}
      isDanger={false}
      act={{
        isPending: judge.isPending,
        mutate: (reason, told) =>
          judge.mutate(
            { status, reason, ...on },
            {
              ...told,
              onSuccess: () => {
                onJudged();
                told.onSuccess();
              },
            },
          ),
      }}
      onClose={onClose}
    />
  );
}
