import { Button, Menu, TextInput, Code } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../api/act';
import { answerOf, api, type View } from '../api/client';
import { paths } from '../app/paths';
import { useShortcuts } from '../app/shortcuts';
import { ExportItems } from './export-links';
import { useForm } from './form';
import { FormDialog } from './form-dialog';
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
    <FormDialog
      title="Keep these filters as a view"
      act="Keep the view"
      isPending={keep.isPending}
      problem={form.problem}
      fields={['name']}
      onSubmit={() =>
        keep.mutate(undefined, {
          onSuccess: ({ id }) => {
            onClose();
            void navigate(paths.view(id));
          },
          onError: form.refuse,
        })
      }
      onClose={onClose}
    >
      <TextInput label="Name" required data-autofocus maxLength={100} {...form.field('name')} />
      <Code block>{query || 'Everything'}</Code>
      <ShareFields form={form} />
    </FormDialog>
  );
}
