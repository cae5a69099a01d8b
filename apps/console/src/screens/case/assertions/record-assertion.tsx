import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';

type Input = View<'AssertionInput'>;

const options = <T extends string>(values: readonly T[]) =>
  values.map((value) => ({ value, label: inWords(value) }));
const ABOUT = options<Input['about']>([
  'accounts',
  'activity',
  'affected',
  'actor',
  'share',
  'cost',
  'duration',
  'date',
  'attribution',
  'capability',
  'method',
  'model',
  'purpose',
  'measure',
  'response',
  'recipient',
  'request',
  'outcome',
  'reporter',
  'other',
]);
const UNITS = options<NonNullable<Input['unit']>>([
  'accounts',
  'exchanges',
  'prompts',
  'requests',
  'tokens',
  'sessions',
  'api_keys',
  'seats',
  'organisations',
  'people',
  'targets',
  'networks',
  'items',
  'percent',
  'hours',
  'days',
  'usd',
  'eur',
  'gbp',
  'cny',
]);
const QUALIFIERS = options<NonNullable<NonNullable<Input['value']>['qualifier']>>([
  'exactly',
  'more_than',
  'at_least',
  'fewer_than',
  'nearly',
  'approximately',
  'at_most',
]);
const SOURCES = options<Input['source']['kind']>([
  'own_post',
  'press',
  'report',
  'letter',
  'court_filing',
  'government',
  'database',
  'partner',
  'customer',
  'social',
  'other',
]);
const EMPTY = {
  about: 'accounts',
  statement: '',
  qualifier: 'exactly',
  number: '',
  unit: '',
  text: '',
  kind: 'press',
  publisher: '',
  title: '',
  url: '',
  publishedOn: '',
};

/** Records what a source says: a number with its unit, or words. */
export function RecordAssertion({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const form = useForm(EMPTY);
  const { about, statement, qualifier, number, unit, text, kind, publisher, title, url, publishedOn } =
    form.values;
  const value: NonNullable<Input['value']> = number
    ? {
        kind: 'quantity',
        qualifier: qualifier as NonNullable<NonNullable<Input['value']>['qualifier']>,
        number: Number(number.replace(/[\s,]/g, '')),
      }
    : { kind: 'text', text: text || statement };
  const record = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/assertions', {
          params: { path: { id: caseId } },
          body: {
            assertions: [
              {
                about: about as Input['about'],
                statement,
                ...(unit && number ? { unit: unit as NonNullable<Input['unit']> } : {}),
                value,
                source: {
                  kind: kind as Input['source']['kind'],
                  publisher,
                  ...(title ? { title } : {}),
                  ...(url ? { url } : {}),
                  ...(publishedOn ? { publishedOn } : {}),
                },
              },
            ],
          },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
  });
  const fault = (member: string): { error?: string } => {
    const error = form.problem?.fault(`assertions/0/${member}`);
    return error ? { error } : {};
  };
  return (
    <FormDialog
      title="Record what a source says"
      size="lg"
      act="Record it"
      isPending={record.isPending}
      problem={form.problem}
      onSubmit={() => {
        form.refuse(undefined);
        record.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Select
        label="About"
        data={ABOUT}
        allowDeselect={false}
        {...form.choice('about')}
        {...fault('about')}
      />
      <Textarea
        label="What it says, in a sentence"
        required
        data-autofocus
        autosize
        {...form.field('statement')}
        {...fault('statement')}
      />
      <Group grow align="flex-start">
        <Select label="Qualifier" data={QUALIFIERS} allowDeselect={false} {...form.choice('qualifier')} />
        <TextInput
          label="Number"
          description="Empty where it says none."
          {...form.field('number')}
          {...fault('value')}
        />
        <Select label="Unit" clearable data={UNITS} {...form.choice('unit')} {...fault('unit')} />
      </Group>
      {!number && (
        <TextInput
          label="Or in a word or two"
          description="What is said, where it is no number; the sentence unless you say less."
          {...form.field('text')}
        />
      )}
      <Group grow align="flex-start">
        <Select label="Kind of source" data={SOURCES} allowDeselect={false} {...form.choice('kind')} />
        <TextInput
          label="Published by"
          required
          {...form.field('publisher')}
          {...fault('source/publisher')}
        />
        <TextInput label="On" type="date" {...form.field('publishedOn')} {...fault('source/publishedOn')} />
      </Group>
      <Group grow align="flex-start">
        <TextInput label="Its title" {...form.field('title')} {...fault('source/title')} />
        <TextInput label="Address" {...form.field('url')} {...fault('source/url')} />
      </Group>
    </FormDialog>
  );
}
