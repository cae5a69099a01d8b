import { useQueryClient } from '@tanstack/react-query';
import type { MentionNodeAttrs } from '@tiptap/extension-mention';
import type { SuggestionOptions, SuggestionProps } from '@tiptap/suggestion';
import { useEffect, useMemo, useRef, useState } from 'react';
import { readOf } from '../api/reads';
import type { Mentionable } from './person-mention';

type Shown = SuggestionProps<Mentionable, MentionNodeAttrs>;

/** The people who fit what is typed after `@`, where they are shown, and which of them Enter takes. */
export interface SuggestionList {
  people: Mentionable[];
  active: number;
  left: number;
  top: number;
  choose: (person: Mentionable) => void;
}

const AT_MOST = 8;

/** Finds people for a mention by the beginning of their name. Arrows move, Enter or Tab takes, Escape leaves. */
export function useSuggestion(): {
  options: Omit<SuggestionOptions<Mentionable, MentionNodeAttrs>, 'editor'>;
  list: SuggestionList | undefined;
} {
  const client = useQueryClient();
  const [shown, setShown] = useState<Shown>();
  const [active, setActive] = useState(0);
  // The editor holds its options for good; what it asks of them is as the page is now.
  const now = useRef({ shown, active });
  useEffect(() => {
    now.current = { shown, active };
  });
  const options = useMemo(
    () => ({
      items: async ({ query }: { query: string }): Promise<Mentionable[]> => {
        const name = query.trim();
        const { items } = await client.fetchQuery({
          ...readOf('/v1/people', { query: { limit: AT_MOST, ...(name ? { name } : {}) } }),
          staleTime: 60_000,
        });
        return items.map(({ id, name: label }) => ({ id, label }));
      },
      render: () => ({
        onStart: (props: Shown) => {
          setActive(0);
          setShown(props);
        },
        onUpdate: (props: Shown) => {
          setActive(0);
          setShown(props);
        },
        onExit: () => setShown(undefined),
        onKeyDown: ({ event }: { event: KeyboardEvent }) => {
          const { shown: list, active: at } = now.current;
          const count = list?.items.length ?? 0;
          if (!list || count === 0) return false;
          if (event.key === 'ArrowDown') setActive((at + 1) % count);
          else if (event.key === 'ArrowUp') setActive((at + count - 1) % count);
          else if (event.key === 'Enter' || event.key === 'Tab') list.command(list.items[at]!);
          else return false;
          return true;
        },
      }),
    }),
    [client],
  );
  const box = shown?.clientRect?.();
  const list =
    shown && box && shown.items.length > 0
      ? {
          people: shown.items,
          active,
          left: box.left,
          top: box.bottom + 4,
          choose: (person: Mentionable) => shown.command(person),
        }
      : undefined;
  return { options, list };
}
