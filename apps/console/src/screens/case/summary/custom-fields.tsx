import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { useNameOf, usePeople } from '../../../api/people';
import { useRead } from '../../../api/reads';
import { Section } from '../../../kit/section';
import { inZone } from '../../../kit/time';
import { type CaseChange, useCaseChange } from '../use-case-change';
import { Fact, Facts } from '../../../kit/facts';

type Case = View<'CaseView'>;
type Field = View<'CustomFieldView'>;
type Values = Record<string, unknown>;
interface Money {
  minor: number;
  currency: string;
}

/** A value as it is typed. */
function typed({ type }: Field, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (type === 'money') return `${(value as Money).minor} ${(value as Money).currency}`;
  return String(value as string | number | boolean);
}

/** What was typed, as the API takes it; the API says what does not fit. */
function meant({ type }: Field, text: string): unknown {
  const said = text.trim();
  if (said === '') return null;
  if (type === 'number' || type === 'integer') return Number(said);
  if (type === 'boolean') return said === 'true';
  if (type === 'money') {
    const [minor = '', currency = ''] = said.split(/\s+/);
    return { minor: Number(minor), currency: currency.toUpperCase() };
  }
  return said;
}

/** What the lab wants to know of each case of a kind. */
export function CustomFields({ of, mayEdit }: { of: Case; mayEdit: boolean }) {
  const { data = [] } = useRead('/v1/custom-fields', {});
  const nameOf = useNameOf();
  const [draft, setDraft] = useState<{ values: Record<string, string>; from: Case }>();
  const { change, isPending, dialog } = useCaseChange(draft?.from ?? of);
  const values = of.customFields as Values;
  const fields = data.filter(
    ({ key, kinds, archivedAt }) =>
      values[key] !== undefined || (archivedAt === null && kinds.includes(of.kind)),
  );
  if (fields.length === 0) return null;
  const shown = (field: Field): string => {
    const value = values[field.key];
    if (value === undefined) return '–';
    if (field.type === 'person') return nameOf(typed(field, value));
    if (field.type === 'instant') return inZone(typed(field, value));
    if (field.type === 'boolean') return value ? 'Yes' : 'No';
    if (field.type === 'choice')
      return field.choices.find((choice) => choice.value === value)?.label ?? typed(field, value);
    return typed(field, value);
  };
  const end = (): void => setDraft(undefined);
  const save = (): void => {
    if (!draft) return;
    const before = draft.from.customFields as Values;
    const changed = fields.filter((field) => draft.values[field.key] !== typed(field, before[field.key]));
    const customFields = Object.fromEntries(
      changed.map((field) => [field.key, meant(field, draft.values[field.key] ?? '')]),
    ) as NonNullable<CaseChange['customFields']>;
    if (changed.length === 0) end();
    else change({ customFields }, end);
  };
  return (
    <Section
      title="Fields"
      actions={
        mayEdit &&
        !draft && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              setDraft({
                values: Object.fromEntries(
                  fields.map((field) => [field.key, typed(field, values[field.key])]),
                ),
                from: of,
              })
            }
          >
            Edit fields
          </Button>
        )
      }
    >
      {draft ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <Stack gap="xs">
            {fields.map((field) => (
              <Input
                key={field.key}
                of={field}
                value={draft.values[field.key] ?? ''}
                onChange={(value) => setDraft({ ...draft, values: { ...draft.values, [field.key]: value } })}
              />
            ))}
            <Group>
              <Button type="submit" size="xs" loading={isPending}>
                Save
              </Button>
              <Button size="xs" variant="default" onClick={end}>
                Cancel
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Facts>
          {fields.map((field) => (
            <Fact key={field.key} label={field.label}>
              {shown(field)}
            </Fact>
          ))}
        </Facts>
      )}
      {dialog}
    </Section>
  );
}

function Input({ of, value, onChange }: { of: Field; value: string; onChange: (value: string) => void }) {
  const people = usePeople();
  const choices: Partial<Record<Field['type'], { value: string; label: string }[]>> = {
    choice: of.choices.filter(({ isArchived }) => !isArchived),
    person: people.map(({ id, name }) => ({ value: id, label: name })),
    boolean: [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ],
  };
  const data = choices[of.type];
  const common = { label: of.label, description: of.description || HINTS[of.type], size: 'xs' } as const;
  if (data)
    return (
      <Select
        {...common}
        clearable
        searchable
        data={data}
        value={value || null}
        onChange={(to) => onChange(to ?? '')}
      />
    );
  return (
    <TextInput
      {...common}
      type={of.type === 'date' ? 'date' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const HINTS: Partial<Record<Field['type'], string>> = {
  instant: 'With its offset, as 2026-06-05T19:20:00+02:00',
  money: 'In the smallest unit, as 125000 EUR',
};
