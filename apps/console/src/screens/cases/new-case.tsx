import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { Failure } from '../../kit/failure';
import { useForm } from '../../kit/form';
import { Unsaved } from '../../kit/unsaved';
import { SEVERITIES, TLPS } from '../../kit/case-terms';
import { CASE_KINDS } from '../../kit/case-kinds';

type OpenCase = View<'OpenCase'>;
const EMPTY = { title: '', kind: 'distillation', severity: '2', tlp: 'AMBER', summary: '', tags: '' };

/** Files a case by hand. */
export function Component() {
  const navigate = useNavigate();
  const form = useForm(EMPTY);
  const { title, kind, severity, tlp, summary, tags } = form.values;
  const file = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases', {
          body: {
            title,
            kind: kind as OpenCase['kind'],
            severity: Number(severity),
            tlp: tlp as NonNullable<OpenCase['tlp']>,
            ...(summary ? { summary } : {}),
            ...(tags.trim() ? { tags: tags.split(',').map((tag) => tag.trim()) } : {}),
          },
        }),
      ),
    touches: ['/v1/cases'],
    done: ({ number }) => `Case ${number} is filed.`,
    isQuiet: true,
  });
  return (
    <Page title="File a case" crumbs={[{ label: 'Cases', to: paths.cases }]}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          file.mutate(undefined, {
            onSuccess: ({ id }) => void navigate(paths.case(id)),
            onError: form.refuse,
          });
        }}
      >
        <Stack maw="44rem" gap="sm">
          <TextInput label="Title" required autoFocus maxLength={300} {...form.field('title')} />
          <Group grow align="flex-start">
            <Select label="Kind" data={CASE_KINDS} allowDeselect={false} {...form.choice('kind')} />
            <Select label="Severity" data={SEVERITIES} allowDeselect={false} {...form.choice('severity')} />
            <Select
              label="Traffic Light Protocol"
              data={TLPS}
              allowDeselect={false}
              {...form.choice('tlp')}
            />
          </Group>
          <Textarea
            label="Summary"
            description="What is known so far, for whoever opens the case next."
            autosize
            minRows={5}
            {...form.field('summary')}
          />
          <TextInput label="Tags" description="Separated by commas." {...form.field('tags')} />
          {form.problem && form.problem.errors.length !== 1 && <Failure error={form.problem} />}
          <Group>
            <Button type="submit" loading={file.isPending}>
              File the case
            </Button>
            <Button variant="default" onClick={() => void navigate(paths.cases)}>
              Cancel
            </Button>
          </Group>
        </Stack>
        <Unsaved isAt={form.isChanged && !file.isPending && !file.isSuccess} />
      </form>
    </Page>
  );
}
