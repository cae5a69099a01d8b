import { NumberInput, Textarea } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { count, many } from '../../../kit/numbers';
import { useCaseId } from '../../../kit/use-case';
import { undoAccountAct } from './undo-account-act';

/** Says how much of the traffic of accounts belongs to the campaign, and what that rests on. */
export function ShareDialog(props: { accountIds: string[]; onClose: () => void; onShared: () => void }) {
  const { accountIds, onClose, onShared } = props;
  const id = useCaseId();
  const form = useForm({ percent: '', basis: '' });
  const { percent, basis } = form.values;
  const share = percent === '' ? null : Number(percent) / 100;
  const set = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/accounts/shares', {
          params: { path: { id } },
          body: { basis, shares: accountIds.map((accountId) => ({ accountId, share })) },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
    done: saidOfShares,
    undo: ({ actId }) => undoAccountAct(id, actId),
  });
  return (
    <FormDialog
      title={`Share of traffic: ${many(accountIds.length, 'account')}`}
      act={share === null ? 'Make it unknown' : 'Set the share'}
      isPending={set.isPending}
      problem={form.problem}
      fields={['basis']}
      onSubmit={() =>
        set.mutate(undefined, {
          onSuccess: () => {
            onShared();
            onClose();
          },
          onError: form.refuse,
        })
      }
      onClose={onClose}
    >
      <NumberInput
        label="Of the campaign, percent"
        description="Of all that each of them sent. Left empty it is unknown again."
        data-autofocus
        min={0}
        max={100}
        suffix=" %"
        value={percent}
        onChange={(value) => form.set('percent', String(value))}
      />
      <Textarea label="What it rests on" required autosize minRows={3} {...form.field('basis')} />
    </FormDialog>
  );
}

/** What to say once shares of traffic were set. */
export const saidOfShares = ({ changed, unchanged }: View<'JudgedView'>): string =>
  `The share of ${many(changed, 'account')} is set${unchanged > 0 ? `; ${count(unchanged)} had it before` : ''}.`;
