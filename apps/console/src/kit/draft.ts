import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useMe } from '../api/me';

/** How long somebody pauses before what they write is kept, ms. */
const PAUSE_MS = 200;

/** What somebody is writing, kept by the browser until it is sent: it outlives a reload and the end of a session. */
export interface Draft {
  text: string;
  set: (text: string) => void;
  /** Forgets it, once it is sent or thrown away. */
  drop: () => void;
}

/** The address of a draft in the browser: each person has their own. */
const at = (personId: string, key: string): string => `docket-draft:${personId}:${key}`;

/** Whether there is a draft under a key, of the person who is signed in. */
export function useHasDraft(key: string): boolean {
  const { id } = useMe();
  return localStorage.getItem(at(id, key)) !== null;
}

/** A draft under a key, such as `note:<id of the case>`. @param initial what it begins with where there is none */
export function useDraft(key: string, initial = ''): Draft {
  const { id } = useMe();
  const address = at(id, key);
  const [text, setText] = useState(() => localStorage.getItem(address) ?? initial);
  const keep = useDebouncedCallback(
    (now: string) => {
      if (now === initial) localStorage.removeItem(address);
      else localStorage.setItem(address, now);
    },
    { delay: PAUSE_MS, flushOnUnmount: true },
  );
  return {
    text,
    set: (now) => {
      setText(now);
      keep(now);
    },
    drop: () => {
      keep.cancel();
      localStorage.removeItem(address);
      setText(initial);
    },
  };
}
