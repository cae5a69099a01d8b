import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { ROW_PX } from './use-rows';

/** Where a person is in a list: at a row, or at the end of a list that has not been read to its end. */
interface Place {
  index: number;
  id: string | undefined;
  isEnd: boolean;
}

/**
 * The row that a person is at. It is the same row when the list moves under them, because others take rows away or
 * bring new ones, so that a key never meets another row than the one they look at. When their row goes, they are at
 * the one that comes into its place. Whoever goes to the end stays there while the list is read on.
 */
export function useActive({
  ids,
  count,
  hasMore,
  frame,
  reveal,
  at,
  onActive,
}: {
  /** Of the rows that have been read. */
  ids: readonly string[];
  count: number;
  hasMore: boolean;
  frame: RefObject<HTMLDivElement | null>;
  /** Scrolls until a row can be seen. */
  reveal: (index: number) => void;
  at?: string | undefined;
  onActive?: (id: string | undefined, isChosen: boolean) => void;
}): { active: number; setActive: (index: number, isEnd?: boolean) => void } {
  const [place, setPlace] = useState<Place>({ index: 0, id: at, isEnd: false });
  const [followed, setFollowed] = useState(at);
  if (followed !== at) {
    setFollowed(at);
    if (at !== undefined) setPlace({ index: place.index, id: at, isEnd: false });
  }
  const active = indexOf(place, ids, count);
  const id = ids[active];
  useLayoutEffect(() => {
    const list = frame.current;
    if (ids.length === 0 || !list) return;
    const isEnd = place.isEnd && hasMore;
    if (active === place.index && id === place.id && isEnd === place.isEnd) return;
    if (place.isEnd) {
      // Who scrolls away while more is read does not want to be there any more.
      if (list.scrollTop + list.clientHeight < place.index * ROW_PX)
        return setPlace({ index: place.index, id: ids[place.index], isEnd: false });
      reveal(active);
    }
    // What the person reads stays where it is on the screen.
    else if (id === place.id && list.scrollTop > 0) list.scrollTop += (active - place.index) * ROW_PX;
    setPlace({ index: active, id, isEnd });
  }, [active, id, place, hasMore, ids, frame, reveal]);
  // Told before anything can be pressed: what keys do belongs to the row that is marked.
  const told = useRef<string>(undefined);
  const tell = useEffectEvent(() => {
    if (told.current === id) return;
    told.current = id;
    onActive?.(id, false);
  });
  useLayoutEffect(() => tell(), [id]);
  return {
    active,
    setActive: (index, isEnd = false) => {
      setPlace({ index, id: ids[index], isEnd });
      if (ids[index] === id) return;
      told.current = ids[index];
      onActive?.(ids[index], true);
    },
  };
}

function indexOf({ index, id, isEnd }: Place, ids: readonly string[], count: number): number {
  const last = Math.max(0, count - 1);
  if (isEnd) return last;
  if (id === undefined || ids[index] === id) return Math.min(index, last);
  const moved = ids.indexOf(id);
  return moved >= 0 ? moved : Math.min(index, last);
}
