import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Rows } from './columns';
import { ROW_PX } from './use-rows';

/**
 * The row that a person is at. It is the same row when the list moves under them, because others take rows away or
 * bring new ones, so that a key never meets another row than the one they look at. When their row goes, they are at
 * the one that comes into its place.
 */
export function useActive<Row extends object>(
  rows: Rows<Row>,
  count: number,
  frame: RefObject<HTMLDivElement | null>,
  {
    startAt,
    onActive,
  }: { startAt?: string | undefined; onActive?: (row: Row | undefined, isChosen: boolean) => void },
): { active: number; setActive: (index: number) => void } {
  const [place, setPlace] = useState<{ index: number; id: string | undefined }>({
    index: 0,
    id: startAt,
  });
  const isChosen = useRef(false);
  const active = indexOf(place, rows, count);
  const id = rows[active]?.id;
  useLayoutEffect(() => {
    if (rows.length === 0 || (active === place.index && id === place.id)) return;
    // What the person reads stays where it is on the screen.
    if (id === place.id && frame.current && frame.current.scrollTop > 0)
      frame.current.scrollTop += (active - place.index) * ROW_PX;
    setPlace({ index: active, id });
  }, [active, id, place, frame, rows.length]);
  const latest = useRef(onActive);
  useEffect(() => {
    latest.current = onActive;
  });
  useEffect(() => {
    latest.current?.(rows.find((row) => row.id === id)?.original, isChosen.current);
    isChosen.current = false;
    // Only another row is told; that the same was read anew is not.
  }, [id]);
  return {
    active,
    setActive: (index) => {
      isChosen.current = rows[index]?.id !== id;
      setPlace({ index, id: rows[index]?.id });
    },
  };
}

function indexOf<Row extends object>(
  { index, id }: { index: number; id: string | undefined },
  rows: Rows<Row>,
  count: number,
): number {
  const last = Math.max(0, count - 1);
  if (id === undefined || rows[index]?.id === id) return Math.min(index, last);
  const moved = rows.findIndex((row) => row.id === id);
  return moved >= 0 ? moved : Math.min(index, last);
}
