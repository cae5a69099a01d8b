import { Kbd, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from './paths';
import { useShortcuts } from './shortcuts';

/** The search box of every page, under `/`. */
export function GlobalSearch() {
  const [q, setQ] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useShortcuts([{ keys: '/', does: 'Search', run: () => box.current?.focus() }]);
  return (
    <form
      role="search"
      style={{ flex: '0 1 34rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (q.trim()) void navigate(paths.search(q.trim()));
      }}
    >
      <TextInput
        ref={box}
        type="search"
        aria-label="Search cases, alerts, accounts, entities and notes"
        placeholder="Search: words, case:12, acct-0001, severity:>=3 owner:me"
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && box.current?.blur()}
        rightSection={<Kbd aria-hidden>/</Kbd>}
      />
    </form>
  );
}
