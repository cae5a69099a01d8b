import { Select, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePages } from '../../../api/reads';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { inZone } from '../../../kit/time';
import { TLPS } from '../../../kit/case-terms';

/** Makes a pack for a reader outside the lab. */
export function MakePack({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const snapshots = usePages('/v1/snapshots', { query: { limit: 50 } });
  const listed = snapshots.data?.pages.flatMap(({ items }) => items) ?? [];
  const form = useForm({ recipient: '', clearance: 'AMBER', snapshotId: '' });
  const { recipient, clearance } = form.values;
  const snapshotId = form.values.snapshotId || (listed[0]?.id ?? '');
  const make = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/packs', {
          params: { path: { id: caseId } },
          body: { recipient, clearance: clearance as View<'MakePack'>['clearance'], snapshotId },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: (pack) => `The pack for ${pack.recipient} is made.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title="Make a pack"
      act="Make the pack"
      isPending={make.isPending}
      problem={form.problem}
      fields={['recipient', 'clearance', 'snapshotId']}
      onSubmit={() => {
        form.refuse(undefined);
        make.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <TextInput
        label="Recipient"
        description="Packs to one recipient have the same pseudonyms; no other recipient gets them."
        required
        data-autofocus
        {...form.field('recipient')}
      />
      <Select
        label="Strictest label that the recipient may read"
        data={TLPS}
        allowDeselect={false}
        {...form.choice('clearance')}
      />
      <Select
        label="Counted from"
        data={listed.map(({ id, number, takenAt }) => ({
          value: id,
          label: `Snapshot ${number}, ${inZone(takenAt)}`,
        }))}
        allowDeselect={false}
        value={snapshotId || null}
        onChange={(value) => form.set('snapshotId', value ?? '')}
        error={form.problem?.fault('snapshotId')}
      />
    </FormDialog>
  );
}
