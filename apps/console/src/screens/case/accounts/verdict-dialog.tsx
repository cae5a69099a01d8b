import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
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
  const form = useForm({ reason: '' });
  const { reason } = form.values;
  const judge = useJudge();
  const many =
    accountIds === 'suspected' ? count : Array.isArray(accountIds) ? accountIds.length : accountIds.accounts;
  const whom = many === 1 ? '1 account' : `${many.toLocaleString('en')} accounts`;
  return (
    <Modal opened onClose={onClose} title={`${statusAct(status)}: ${whom}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const on =
            accountIds === 'suspected'
              ? { allSuspected: true }
              : Array.isArray(accountIds)
                ? { accountIds }
                : accountIds;
          judge.mutate(
            { status, reason, ...on },
            {
              onSuccess: () => {
                onJudged();
                onClose();
              },
              onError: form.refuse,
            },
          );
        }}
      >
        <Stack gap="sm">
          <Textarea
            label="Reason"
            description="What the verdict rests on, for whoever has to defend it."
            required
            data-autofocus
            autosize
            minRows={3}
            {...form.field('reason')}
          />
          {form.problem && !form.problem.fault('reason') && <Failure error={form.problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={judge.isPending}>
              {statusAct(status)}: {whom}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
