import { useCallback, useMemo, useState } from 'react';

/** Which rows of a list are ticked, by id. */
export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Ticks all of these, or none of them if all were. */
  toggleAll: (ids: readonly string[]) => void;
  clear: () => void;
}

/** Rows that are ticked. A row that is scrolled away or filtered out stays ticked until it is acted on or cleared. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => setIds((before) => flip(before, id)), []);
  const toggleAll = useCallback(
    (all: readonly string[]) =>
      setIds((before) => {
        const isAll = all.every((id) => before.has(id));
        const after = new Set(before);
        for (const id of all)
          if (isAll) after.delete(id);
          else after.add(id);
        return after;
      }),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, toggle, toggleAll, clear }), [ids, toggle, toggleAll, clear]);
}

function flip(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
