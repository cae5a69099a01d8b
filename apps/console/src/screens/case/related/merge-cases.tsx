import { Alert, List, Text, Textarea } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { ProblemError } from '../../../api/problem-error';
import { useRead } from '../../../api/reads';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { CasePicker } from './case-picker';

type Case = View<'CaseView'>;

/** Chooses a case to merge into this one, says in words what will become of both, and does it. */
export function MergeCases({ of, onClose }: { of: Case; onClose: () => void }) {
  const form = useForm({ fromId: '', reason: '' });
  const { fromId, reason } = form.values;
  const merge = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/merges', {
          params: { path: { id: of.id } },
          body: { fromIds: [fromId], ...(reason ? { reason } : {}) },
        }),
      ),
    touches: ['/v1/cases', '/v1/alerts'],
    isQuiet: true,
  });
  return (
    <FormDialog
      title={`Merge a case into case ${of.number}`}
      size="lg"
      act="Merge the cases"
      isReady={fromId !== ''}
      isPending={merge.isPending}
      problem={form.problem}
      fields={['fromIds', 'reason']}
      onSubmit={() => {
        form.refuse(undefined);
        merge.mutate(undefined, {
          onError: form.refuse,
          onSuccess: ([result]) => {
            if (result?.problem) form.refuse(problemOf(result.problem));
            else onClose();
          },
        });
      }}
      onClose={onClose}
    >
      <CasePicker
        label="The case that goes into this one"
        notId={of.id}
        value={fromId}
        onChange={(id) => form.set('fromId', id)}
        error={form.problem?.fault('fromIds')}
      />
      {fromId && <Preview fromId={fromId} into={of} />}
      <Textarea label="Reason" autosize minRows={2} {...form.field('reason')} />
    </FormDialog>
  );
}

function problemOf({
  type,
  title,
  detail = '',
  status,
  instance,
  errors,
}: View<'ProblemView'>): ProblemError {
  return new ProblemError(type.split('/').at(-1) ?? 'unexpected', title, detail, status, instance, errors);
}

/** What will become of the two cases. */
function Preview({ fromId, into }: { fromId: string; into: Case }) {
  const from = useRead('/v1/cases/{id}', { path: { id: fromId } });
  const counts = useRead('/v1/cases/{id}/accounts/counts', { path: { id: fromId } });
  if (!from.data || !counts.data) return null;
  const { suspected, confirmed, cleared } = counts.data;
  const accounts = suspected + confirmed + cleared;
  return (
    <Alert title="What will be done" color="blue">
      <List size="sm">
        <List.Item>
          Case {from.data.number}, “{from.data.title}”, closes and points to case {into.number}, which stands.
        </List.Item>
        <List.Item>
          Its alerts, open tasks and links move; its{' '}
          {accounts === 1 ? 'one account comes' : `${accounts.toLocaleString('en')} accounts come`} with{' '}
          {confirmed.toLocaleString('en')} confirmed, {suspected.toLocaleString('en')} suspected and{' '}
          {cleared.toLocaleString('en')} cleared. Where both cases judged an account, the later verdict
          counts.
        </List.Item>
        <List.Item>Its notes, claims and letters stay with it, and are listed here too.</List.Item>
      </List>
      <Text size="sm">The merge can be undone.</Text>
    </Alert>
  );
}
