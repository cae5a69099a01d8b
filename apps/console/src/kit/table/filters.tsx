import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';

/** Filters and order of a list as the address has them, so that a link shows the same list. */
export interface Filters<Name extends string> {
  values: Partial<Record<Name, string>>;
  set: (name: Name, value: string | null) => void;
  clear: () => void;
}

/** Binds filters to the address: `useFilters(['status', 'q', 'sort'])`. They are the same while it is. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [search, setSearch] = useSearchParams();
  return useMemo(() => {
    const values: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = search.get(name);
      if (value) values[name] = value;
    }
    const change = (edit: (next: URLSearchParams) => void): void =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          edit(next);
          return next;
        },
        { replace: true },
      );
    return {
      values,
      set: (name, value) => change((next) => (value ? next.set(name, value) : next.delete(name))),
      clear: () => change((next) => names.forEach((name) => next.delete(name))),
    };
  }, [search, setSearch]);
}

/** The row of filters above a list. */
export function FilterBar<Name extends string>({
  filters,
  children,
  more,
}: {
  filters: Filters<Name>;
  children: ReactNode;
  /** Filters that are seldom used: shown when they are asked for, and while one of them holds. */
  more?: { names: readonly Name[]; filters: ReactNode };
}) {
  const [isOpen, setOpen] = useState(false);
  const isAny = Object.keys(filters.values).some((name) => name !== 'sort');
  const isHeld = more?.names.some((name) => filters.values[name] !== undefined) ?? false;
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label="Filters" className="no-print">
      {children}
      {(isOpen || isHeld) && more?.filters}
      {more && !isHeld && (
        <Button variant="default" size="xs" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Fewer filters' : 'More filters'}
        </Button>
      )}
      {isAny && (
        <Button variant="subtle" size="xs" onClick={filters.clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}

interface FilterProps<Name extends string> {
  filters: Filters<Name>;
  name: Name;
  label: string;
}

/** A filter with few values. */
export function FilterSelect<Name extends string>({
  filters,
  name,
  label,
  options,
  unset = 'Any',
}: FilterProps<Name> & {
  options: readonly { value: string; label: string }[];
  /** What holds while nothing is chosen. */
  unset?: string;
}) {
  return (
    <Select
      size="xs"
      w={128}
      label={label}
      placeholder={unset}
      clearable
      data={options}
      value={filters.values[name] ?? null}
      onChange={(value) => filters.set(name, value)}
    />
  );
}

/** How long somebody pauses before what they type is asked for, ms. */
const PAUSE_MS = 250;

/** A filter that is typed. */
export function FilterText<Name extends string>({
  filters,
  name,
  label,
  placeholder,
}: FilterProps<Name> & { placeholder?: string }) {
  const asked = filters.values[name] ?? '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const ask = useDebouncedCallback((value: string) => filters.set(name, value || null), PAUSE_MS);
  return (
    <TextInput
      size="xs"
      w={128}
      label={label}
      placeholder={placeholder}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        ask(value);
      }}
    />
  );
}
