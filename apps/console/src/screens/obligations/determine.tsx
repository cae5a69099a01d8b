import { Alert, List, MultiSelect, Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useRead } from '../../api/reads';
import { useForm } from '../../kit/form';
import { FormDialog } from '../../kit/form-dialog';
import { Unsaved } from '../../kit/unsaved';
import { useCaseId } from '../../kit/use-case';
import { type Result, RESULT_CHOICES, resultName } from './obligation-terms';

/** Decides whether a regime applies to the case; what is suggested stands there to be taken or changed. */
export function Determine({
  of,
  onClose,
}: {
  of: View<'SuggestedDeterminationView'> & { stages?: string[] | null };
  onClose: () => void;
}) {
  const id = useCaseId();
  const regime = useRead('/v1/regimes', {}).data?.find((one) => one.id === of.regimeId);
  const form = useForm({
    result: of.result as string,
    because: of.because,
    reopenIf: of.reopenIf ?? '',
    targetDate: of.targetDate ?? '',
  });
  const [stages, setStages] = useState(of.stages ?? []);
  const { result, because, reopenIf, targetDate } = form.values;
  const decide = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/determinations', {
          params: { path: { id } },
          body: {
            regimeId: of.regimeId,
            result: result as Result,
            because,
            ...(reopenIf ? { reopenIf } : {}),
            ...(targetDate ? { targetDate } : {}),
            ...(stages.length > 0 ? { stages } : {}),
          },
        }),
      ),
    touches: ['/v1/cases/{id}/determinations', '/v1/cases/{id}/obligations', '/v1/obligations'],
    done: () => `${of.regimeId}: ${resultName(result as Result).toLowerCase()}.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      size="xl"
      title={`Decide: ${of.title}`}
      act="Record the decision"
      cancel="Leave it"
      isPending={decide.isPending}
      problem={form.problem}
      fields={['result', 'because', 'reopenIf', 'targetDate', 'stages']}
      onSubmit={() => {
        form.refuse(undefined);
        decide.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      {regime && (
        <Alert color="gray" title={`${regime.jurisdiction}: ${regime.legalBasis}`}>
          <Text size="sm">Applies if: {regime.appliesIf}</Text>
          <List size="sm">
            {regime.stages.map((stage) => (
              <List.Item key={stage.key}>
                {stage.title}: {stage.duration} from {stage.startsWith}
              </List.Item>
            ))}
          </List>
          <Text size="xs">
            Version {regime.version}, checked {regime.verifiedOn} ({regime.verification})
          </Text>
        </Alert>
      )}
      <Select
        label="Result"
        data={RESULT_CHOICES}
        allowDeselect={false}
        maw="16rem"
        {...form.choice('result')}
      />
      <Textarea
        label="Because"
        description="The reasons, for whoever has to defend it."
        required
        data-autofocus
        autosize
        minRows={3}
        {...form.field('because')}
      />
      <TextInput label="To be looked at again if" {...form.field('reopenIf')} />
      {regime && regime.stages.length > 1 && (
        <MultiSelect
          label="Only these clocks"
          description="All of them unless some are chosen."
          data={regime.stages.map(({ key, title }) => ({ value: key, label: title }))}
          value={stages}
          onChange={setStages}
          error={form.problem?.fault('stages')}
        />
      )}
      <TextInput
        type="date"
        label="Day aimed for"
        description="Where the regime has no clock of its own."
        maw="16rem"
        {...form.field('targetDate')}
      />
      <Unsaved isAt={form.isChanged && !decide.isPending && !decide.isSuccess} />
    </FormDialog>
  );
}
