import { Text, Textarea, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { ProblemError } from '../../../api/problem-error';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

type ImportMapping = View<'ImportMappingView'>;
type Mapping = View<'MappingInput'>;

/** What a new mapping begins with, as an example of its form. */
const EXAMPLE: Mapping = {
  kind: 'usage',
  unknownColumns: 'ignore',
  columns: [
    { column: 'request_id', from: ['id'] },
    { column: 'ts', from: ['created_ms'], as: 'epoch_milliseconds' },
    { column: 'capability', from: ['task'], values: { code: 'agentic_coding' }, otherwise: 'other' },
    { column: 'access_path', value: 'first_party' },
  ],
};

/** Keeps a mapping under a name, or the next version of one that is kept. */
export function KeepMapping({
  of,
  onClose,
  onKept,
}: {
  /** The version that the next one begins with. */
  of?: ImportMapping;
  onClose: () => void;
  onKept: (kept: ImportMapping) => void;
}) {
  const form = useForm({
    name: of?.name ?? '',
    description: of?.description ?? '',
    mapping: JSON.stringify(of?.mapping ?? EXAMPLE, null, 2),
  });
  const { name, description, mapping } = form.values;
  const keep = useAct({
    act: async () =>
      answerOf(api.POST('/v1/import-mappings', { body: { name, description, mapping: mappingOf(mapping) } })),
    touches: ['/v1/import-mappings'],
    done: ({ name: kept, version }) => `${kept}, version ${version}, is kept.`,
    isQuiet: true,
  });
  return (
    <FormDialog
      title={of ? `The next version of ${of.name}` : 'Keep a mapping'}
      act="Keep it"
      size="xl"
      isPending={keep.isPending}
      problem={form.problem}
      fields={['name', 'description', 'mapping']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        keep.mutate(undefined, {
          onSuccess: (kept) => {
            onClose();
            onKept(kept);
          },
          onError: form.refuse,
        });
      }}
    >
      <TextInput
        label="Name"
        description="A name that is kept already gets its next version."
        required
        data-autofocus
        {...form.field('name')}
      />
      <Textarea label="What for" autosize minRows={1} {...form.field('description')} />
      <Textarea
        label="Mapping"
        description="As JSON: each column of Docket, the lab’s columns it comes from, and what becomes of the value. Columns that are not named are read under their own name."
        required
        autosize
        minRows={12}
        maxRows={24}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.field('mapping')}
        error={form.problem && <Faults of={form.problem} />}
      />
    </FormDialog>
  );
}

/** What was written, for the API to judge. @throws ProblemError where it is no JSON at all */
function mappingOf(text: string): Mapping {
  try {
    return JSON.parse(text) as Mapping;
  } catch (error) {
    const detail = `is not JSON: ${(error as Error).message}`;
    throw new ProblemError('invalid-input', 'The mapping is not JSON', detail, 0, undefined, [
      { pointer: '/mapping', detail },
    ]);
  }
}

/** Everything that is wrong with the mapping, each with the place in it. */
function Faults({ of: { errors } }: { of: ProblemError }) {
  const faults = errors.filter(({ pointer }) => pointer.startsWith('/mapping'));
  return faults.map(({ pointer, detail }) => (
    <Text key={pointer} span inherit display="block">
      {pointer.slice('/mapping'.length)} {detail}
    </Text>
  ));
}
