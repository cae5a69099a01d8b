import { Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, asRead, type View } from '../../../api/client';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { SENSITIVITIES } from './register-detector';

type Detector = View<'DetectorView'>;

/** Changes what is said of a detector: who runs it, on what ground, and who approved its threshold. */
export function ChangeDetector({ of, onClose }: { of: Detector; onClose: () => void }) {
  const form = useForm({
    owner: of.owner,
    legalBasis: of.legalBasis,
    description: of.description,
    sensitivity: of.sensitivity,
    analyticName: of.analytic?.name ?? '',
    analyticVersion: of.analytic?.version ?? '',
    threshold: of.threshold ?? '',
    approvedBy: of.approvedBy ?? '',
    approvalReference: of.approvalReference ?? '',
  });
  const [citableOutside, setCitable] = useState(of.citableOutside);
  const [sandbox, setSandbox] = useState(of.sandbox);
  const change = useAct({
    act: () => {
      const { owner, legalBasis, description, sensitivity, ...rest } = form.values;
      const { analyticName, analyticVersion, threshold, approvedBy, approvalReference } = rest;
      const analytic = analyticName
        ? { name: analyticName, ...(analyticVersion ? { version: analyticVersion } : {}) }
        : null;
      return answerOf(
        api.PATCH('/v1/detectors/{id}', {
          params: { path: { id: of.id }, header: asRead(of) },
          body: {
            owner,
            legalBasis,
            description,
            citableOutside,
            sandbox,
            analytic,
            sensitivity: sensitivity as Detector['sensitivity'],
            threshold: threshold || null,
            approvedBy: approvedBy || null,
            approvalReference: approvalReference || null,
          },
        }),
      );
    },
    touches: ['/v1/detectors'],
    done: ({ name }) => `${name} is changed.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title={`Change ${of.name}`}
      act="Save"
      size="lg"
      isPending={change.isPending}
      problem={form.problem}
      fields={[
        'owner',
        'legalBasis',
        'description',
        'sensitivity',
        'threshold',
        'approvedBy',
        'approvalReference',
      ]}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        change.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <Group grow align="flex-start">
        <TextInput label="Owner" required data-autofocus {...form.field('owner')} />
        <Select
          label="Sensitivity"
          data={SENSITIVITIES}
          allowDeselect={false}
          {...form.choice('sensitivity')}
        />
      </Group>
      <TextInput label="Legal basis" required {...form.field('legalBasis')} />
      <Textarea label="Description" autosize minRows={2} {...form.field('description')} />
      <Group grow align="flex-start">
        <TextInput label="Analytic" {...form.field('analyticName')} />
        <TextInput label="Version of the analytic" {...form.field('analyticVersion')} />
        <TextInput label="Threshold" {...form.field('threshold')} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label="Threshold approved by" {...form.field('approvedBy')} />
        <TextInput label="Reference of the approval" {...form.field('approvalReference')} />
      </Group>
      <Checkbox
        label="What it finds may be cited outside the lab"
        checked={citableOutside}
        onChange={(event) => setCitable(event.currentTarget.checked)}
      />
      <Checkbox
        label="Sandbox"
        description="Its alerts are kept apart: they come into no inbox and no case, and count in no figure."
        checked={sandbox}
        onChange={(event) => setSandbox(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
