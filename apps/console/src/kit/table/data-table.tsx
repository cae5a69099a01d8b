import { useMergedRef, useResizeObserver } from '@mantine/hooks';
import { useTable } from '@tanstack/react-table';
import { type ReactNode, useId, useMemo, useRef, useSyncExternalStore } from 'react';
import { useShortcuts } from '../../app/shortcuts';
import { Failure } from '../failure';
import { type Column, columnOf, features, toTableColumns } from './columns';
import classes from './data-table.module.css';
import { HeadRow } from './head-row';
import { layoutOf, visibleIn } from './layout';
import type { Selection } from './selection';
import { TableRow } from './table-row';
import { useActive } from './use-active';
import { type Pages, ROW_PX, useVisibleRows } from './use-rows';
import { useSteady } from './use-steady';

export interface DataTableProps<Row extends object> {
  /** What is listed, for whoever does not see it. */
  label: string;
  pages: Pages<Row>;
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** What a row is called, where its id says nothing to a person. */
  rowName?: (row: Row) => string;
  /** How many there are, where the API says so; otherwise the list grows as it is scrolled. */
  total?: number | undefined;
  onOpen?: (row: Row) => void;
  /** The row that the address has the person at, by id; the first to begin with, unless said. */
  at?: string | undefined;
  /** Tells at which row the person is, and whether they went there or the list moved under them. */
  onActive?: (id: string | undefined, isChosen: boolean) => void;
  selection?: Selection;
  sort?: { value: string | undefined; set: (sort: string | null) => void };
  /** What stands there when nothing is listed. */
  empty: ReactNode;
  height?: string;
}

const NONE: never[] = [];
const MINUTE_MS = 60_000;

/**
 * A list of any length: rows are read page by page and drawn only where they can be seen. By keyboard `j` and `k` or the
 * arrows move, Enter opens, `x` ticks.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, pages, rowId, selection, onOpen, total, height = 'calc(100dvh - 22rem)' } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isTicked = selection !== undefined;
  const base = useId();
  const data = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? NONE, [pages.data]);
  const columns = useMemo(() => toTableColumns(props.columns), [props.columns]);
  const [measured, { width }] = useResizeObserver<HTMLDivElement>();
  const list = useMergedRef(frame, measured);
  const room = useMemo(() => (width === 0 ? Infinity : inRem(width)), [width]);
  const columnVisibility = useMemo(
    () => visibleIn(props.columns, room, isTicked),
    [props.columns, room, isTicked],
  );
  const table = useTable({ features, columns, data, getRowId: rowId, state: { columnVisibility } });
  const { rows } = table.getRowModel();
  const held = table.getVisibleLeafColumns();
  const shown = useMemo(() => held.map(columnOf), [held]);
  const layout = useMemo(() => layoutOf(shown, isTicked), [shown, isTicked]);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const minute = useSyncExternalStore(everyMinute, () => Math.floor(Date.now() / MINUTE_MS));
  const count = Math.max(rows.length + (pages.hasNextPage ? 10 : 0), pages.hasNextPage ? (total ?? 0) : 0);
  const { virtual, visible } = useVisibleRows(pages, frame, rows.length, count);

  const { active, setActive } = useActive({
    ...props,
    ids,
    count,
    hasMore: pages.hasNextPage,
    frame,
    reveal: virtual.scrollToIndex,
  });

  const go = (to: number, isEnd = false): void => {
    const next = Math.max(0, Math.min(count - 1, to));
    setActive(next, isEnd);
    virtual.scrollToIndex(next);
    frame.current?.focus({ preventScroll: true });
  };
  const open = (): void => {
    const row = rows[active];
    if (row) onOpen?.(row.original);
  };
  const tick = (): void => {
    const id = ids[active];
    if (id !== undefined) selection?.toggle(id);
  };
  const click = useSteady((index: number): void => {
    const row = rows[index];
    if (row) onOpen?.(row.original);
    setActive(index);
  });
  useShortcuts([
    {
      keys: 'j',
      does: 'Next row',
      run: () => go(document.activeElement === frame.current ? active + 1 : active),
    },
    { keys: 'k', does: 'Previous row', run: () => go(active - 1) },
    ...(onOpen ? [{ keys: 'o', does: 'Open the row (also Enter)', run: open }] : []),
    ...(selection ? [{ keys: 'x', does: 'Tick the row', run: tick }] : []),
  ]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== frame.current) return;
    const page = Math.floor((frame.current?.clientHeight ?? 0) / ROW_PX) - 2;
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      PageDown: () => go(active + page),
      PageUp: () => go(active - page),
      Home: () => go(0),
      End: () => go(count - 1, true),
      Enter: open,
      ' ': tick,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  // Who scrolls with the wheel leaves the row that they are at: then no element is it.
  const isDrawn = count > 0 && visible.some(({ index }) => index === active);
  if (pages.error && rows.length === 0)
    return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.data && rows.length === 0) return props.empty;
  return (
    <div
      ref={list}
      role="grid"
      aria-label={label}
      aria-rowcount={pages.hasNextPage ? (total ?? -1) : rows.length + 1}
      aria-busy={!pages.data || pages.isPlaceholderData}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={isDrawn ? `${base}-${active}` : undefined}
      tabIndex={0}
      className={classes.frame}
      style={{ height, minHeight: '14rem' }}
      onKeyDown={onKeyDown}
    >
      <HeadRow columns={shown} ids={ids} layout={layout} selection={selection} sort={props.sort} />
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {(pages.data ? visible : SKELETONS).map(({ index, start }) => {
          const of = rows[index]?.original;
          const id = ids[index];
          return (
            <TableRow
              key={id ?? `waiting-${index}`}
              elementId={`${base}-${index}`}
              index={index}
              start={start}
              of={of}
              id={id}
              name={of && props.rowName?.(of)}
              columns={shown}
              layout={layout}
              minute={minute}
              isActive={index === active}
              isTicked={selection && id !== undefined && selection.ids.has(id)}
              onClick={click}
              onTick={selection?.toggle}
            />
          );
        })}
      </div>
    </div>
  );
}

const inRem = (px: number): number =>
  px / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

const SKELETONS = Array.from({ length: 8 }, (_, index) => ({ index, start: index * ROW_PX }));

function everyMinute(tell: () => void): () => void {
  const clock = setInterval(tell, MINUTE_MS);
  return () => clearInterval(clock);
}
