import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useRead } from '../../../api/reads';

/** How long somebody pauses before what they type is looked for, ms. */
const PAUSE_MS = 250;

/** Finds a case by number or words of its title. */
export function CasePicker(props: {
  label: string;
  /** The case itself, which is not offered. */
  notId: string;
  value: string;
  onChange: (id: string, name: string) => void;
  error?: string | undefined;
}) {
  const { label, notId, value, onChange, error } = props;
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const isNumber = /^#?\d+$/.test(q);
  const { data } = useRead(
    '/v1/search',
    { query: { q: isNumber ? `case:${q.replace('#', '')}` : q } },
    { enabled: q.length > 0 },
  );
  const found = (data?.kinds.find(({ kind }) => kind === 'cases')?.items ?? [])
    .filter(({ id }) => id !== notId)
    .map(({ id, title, caseNumber }) => ({ value: id, label: `#${caseNumber ?? ''} ${title}` }));
  const options =
    chosen && !found.some((option) => option.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label={label}
      placeholder="Number or words of the title"
      required
      searchable
      data-autofocus
      nothingFoundMessage={q ? 'No case is found' : 'Type to find a case'}
      data={options}
      // What fits is the search's to say.
      filter={({ options: all }) => all}
      value={value || null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id, option) => {
        setChosen(id && option ? { value: id, label: option.label } : undefined);
        onChange(id ?? '', option?.label ?? '');
      }}
      error={error}
    />
  );
}
