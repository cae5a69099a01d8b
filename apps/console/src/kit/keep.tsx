import { Button, Menu, Modal, Stack, TextInput, Group, Code } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../api/act';
import { answerOf, api, type View } from '../api/client';
import { paths } from '../app/paths';
import { useShortcuts } from '../app/shortcuts';
import { ExportItems } from './export-links';
import { Failure } from './failure';
import { useForm } from './form';
import { ShareFields, toShare } from './share-fields';

type Kind = View<'CreateView'>['kind'];

/** What a list shows now, to keep as a view or to take along as a file. */
export function Keep({ kind, query, sort }: { kind: Kind; query: string; sort: string | undefined }) {
  const [isKeeping, setKeeping] = useState(false);
  useShortcuts([{ keys: 'b', does: 'Keep these filters as a view', run: () => setKeeping(true) }]);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default">
            Keep or export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setKeeping(true)}>Keep these filters as a view…</Menu.Item>
          <ExportItems address="/v1/search/export" query={{ kind, q: query }} />
        </Menu.Dropdown>
      </Menu>
      {isKeeping && <KeepDialog kind={kind} query={query} sort={sort} onClose={() => setKeeping(false)} />}
    </>
  );
}

function KeepDialog(props: { kind: Kind; query: string; sort: string | undefined; onClose: () => void }) {
  const { kind, query, sort, onClose } = props;
  const navigate = useNavigate();
  const form = useForm({ name: '', sharedWith: 'none', teamId: '' });
  const keep = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/views', {
          body: { name: form.values.name, kind, query, ...(sort ? { sort } : {}), ...toShare(form.values) },
        }),
      ),
    touches: ['/v1/views'],
    isQuiet: true,
    done: ({ name }) => `The view “${name}” is kept.`,
  });
  return (
    <Modal opened onClose={onClose} title="Keep these filters as a view">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate(undefined, {
            onSuccess: ({ id }) => {
              onClose();
              void navigate(paths.view(id));
            },
            onError: form.refuse,
          });
        }}
      >
        <Stack gap="sm">
          <TextInput label="Name" required data-autofocus maxLength={100} {...form.field('name')} />
          <Code block>{query || 'Everything'}</Code>
          <ShareFields form={form} />
          {form.problem && !form.problem.fault('name') && <Failure error={form.problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={keep.isPending}>
              Keep the view
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
