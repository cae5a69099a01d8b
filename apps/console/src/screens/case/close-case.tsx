import { Group, Select, Textarea } from '@mantine/core';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { inWords } from '../../kit/chips';
import { Failure } from '../../kit/failure';
import { useForm } from '../../kit/form';
import { FormDialog } from '../../kit/form-dialog';

type Move = View<'MoveCase'>;
/** `TruePositive` as a person reads it. */
const apart = (term: string): string => inWords(term.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase());
const choices = (values: readonly string[]) => values.map((value) => ({ value, label: apart(value) }));
const RESOLUTIONS = choices([
  'TruePositive',
  'FalsePositive',
  'Indeterminate',
  'Duplicated',
  'Other',
] satisfies NonNullable<Move['resolution']>[]);
const IMPACTS = choices(['WithImpact', 'NoImpact', 'NotApplicable'] satisfies NonNullable<Move['impact']>[]);

/** Closes a case with its outcome. What is still missing the API says; a reason closes it all the same. */
export function CloseCase({ of, onClose }: { of: View<'CaseView'>; onClose: () => void }) {
  const form = useForm({ resolution: '', impact: '', summary: of.summary, forceReason: '' });
  const { resolution, impact, summary, forceReason } = form.values;
  const close = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/transition', {
          params: { path: { id: of.id } },
          body: {
            stage: 'Closed',
            ...(resolution ? { resolution: resolution as NonNullable<Move['resolution']> } : {}),
            ...(impact ? { impact: impact as NonNullable<Move['impact']> } : {}),
            ...(summary ? { summary } : {}),
            ...(forceReason ? { forceReason } : {}),
          },
        }),
      ),
    touches: ['/v1/cases'],
    done: ({ number }) => `Case ${number} is closed.`,
    isQuiet: true,
  });
  const isIncomplete = form.problem?.slug === 'closing-incomplete';
  return (
    <FormDialog
      title={`Close case ${of.number}`}
      size="lg"
      act="Close the case"
      isPending={close.isPending}
      problem={isIncomplete ? undefined : form.problem}
      onSubmit={() => close.mutate(undefined, { onSuccess: onClose, onError: form.refuse })}
      onClose={onClose}
    >
      <Group grow align="flex-start">
        <Select label="Resolution" data={RESOLUTIONS} {...form.choice('resolution')} />
        <Select label="Impact" data={IMPACTS} {...form.choice('impact')} />
      </Group>
      <Textarea label="Summary" autosize minRows={4} {...form.field('summary')} />
      {isIncomplete && (
        <>
          <Failure error={form.problem} />
          <Textarea
            label="Close all the same, because"
            description="Open tasks and empty fields stay as they are; the reason is on the record."
            {...form.field('forceReason')}
          />
        </>
      )}
    </FormDialog>
  );
}
