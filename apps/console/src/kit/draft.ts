import { useState } from 'react';
import { useMe } from '../api/me';

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
  return {
    text,
    set: (now) => {
      setText(now);
      if (now === initial) localStorage.removeItem(address);
      else localStorage.setItem(address, now);
    },
    drop: () => {
      localStorage.removeItem(address);
      setText(initial);
    },
  };
}
