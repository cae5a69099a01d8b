import { Button, Group, Menu, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { paths } from '../../app/paths';
import { ExportItems } from '../../kit/export-links';
import { Failure } from '../../kit/failure';
import { useForm } from '../../kit/form';
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
    <Modal opened onClose={onClose} title="Change or share the view">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
        }}
      >
        <Stack gap="sm">
          <TextInput label="Name" required data-autofocus {...form.field('name')} />
          <Textarea label="Search" autosize minRows={2} {...form.field('query')} />
          <ShareFields form={form} />
          {form.problem && !form.problem.fault('name') && !form.problem.fault('query') && (
            <Failure error={form.problem} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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
    <Modal opened onClose={onClose} title="Copy the view">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          copy.mutate(undefined, {
            onSuccess: ({ id }) => {
              onClose();
              void navigate(paths.view(id));
            },
            onError: form.refuse,
          });
        }}
      >
        <Stack gap="sm">
          <TextInput label="Name of the copy" required data-autofocus {...form.field('name')} />
          {form.problem && !form.problem.fault('name') && <Failure error={form.problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={copy.isPending}>
              Make the copy
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
