import { Button, Menu, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { paths } from '../../app/paths';
import { ExportItems } from '../../kit/export-links';
import { useForm } from '../../kit/form';
import { FormDialog } from '../../kit/form-dialog';
import { ShareFields, toShare } from '../../kit/share-fields';

type Kept = View<'SavedViewView'>;

/** What can be done with a view: changed and shared by its owner, copied and exported by whoever sees it. */
export function ViewActs({ of }: { of: Kept }) {
  const [asked, setAsked] = useState<'change' | 'copy'>();
  const archive = useAct({
    act: (archived: boolean) => change(of, { archived }),
    touches: ['/v1/views'],
    done: ({ archivedAt }) => (archivedAt ? 'The view is archived.' : 'The view is offered again.'),
    undo: (now, archived) => async () => {
      await change(now, { archived: !archived });
      return 'The view is as before.';
    },
  });
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked('copy')}>
        Copy…
      </Button>
      {of.mayEdit && (
        <Button size="xs" variant="default" onClick={() => setAsked('change')}>
          Change or share…
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default">
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ExportItems address={`/v1/views/${of.id}/export`} />
          {of.mayEdit && (
            <Menu.Item onClick={() => archive.mutate(of.archivedAt === null)}>
              {of.archivedAt === null ? 'Archive: offer it to nobody' : 'Offer it again'}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked === 'change' && <ChangeDialog of={of} onClose={() => setAsked(undefined)} />}
      {asked === 'copy' && <CopyDialog of={of} onClose={() => setAsked(undefined)} />}
    </>
  );
}

const change = (of: Kept, said: Omit<View<'ChangeView'>, 'version'>): Promise<Kept> =>
  answerOf(
    api.PATCH('/v1/views/{id}', {
      params: { path: { id: of.id }, header: { 'if-match': `"${of.version}"` } },
      body: said,
    }),
  );

/** Changes name and search of a view, and who sees it. */
function ChangeDialog({ of, onClose }: { of: Kept; onClose: () => void }) {
  const form = useForm({
    name: of.name,
    query: of.query,
    sharedWith: of.sharedWith as string,
    teamId: of.teamId ?? '',
  });
  const save = useAct({
    act: () => change(of, { name: form.values.name, query: form.values.query, ...toShare(form.values) }),
    touches: ['/v1/views'],
    isQuiet: true,
    done: () => 'The view is changed.',
  });
  return (
    <FormDialog
      title="Change or share the view"
      act="Save"
      isPending={save.isPending}
      problem={form.problem}
      fields={['name', 'query']}
      onSubmit={() => save.mutate(undefined, { onSuccess: onClose, onError: form.refuse })}
      onClose={onClose}
    >
      <TextInput label="Name" required data-autofocus {...form.field('name')} />
      <Textarea label="Search" autosize minRows={2} {...form.field('query')} />
      <ShareFields form={form} />
    </FormDialog>
  );
}

/** Makes a view of one's own of one that somebody shares. */
function CopyDialog({ of, onClose }: { of: Kept; onClose: () => void }) {
  const navigate = useNavigate();
  const form = useForm({ name: `${of.name} (mine)` });
  const copy = useAct({
    act: () =>
      answerOf(api.POST('/v1/views/{id}/copy', { params: { path: { id: of.id } }, body: form.values })),
    touches: ['/v1/views'],
    isQuiet: true,
    done: ({ name }) => `“${name}” is yours to change.`,
  });
  return (
    <FormDialog
      title="Copy the view"
      act="Make the copy"
      isPending={copy.isPending}
      problem={form.problem}
      fields={['name']}
      onSubmit={() =>
        copy.mutate(undefined, {
          onSuccess: ({ id }) => {
            onClose();
            void navigate(paths.view(id));
          },
          onError: form.refuse,
        })
      }
      onClose={onClose}
    >
      <TextInput label="Name of the copy" required data-autofocus {...form.field('name')} />
    </FormDialog>
  );
}
