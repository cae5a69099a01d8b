import type { Column } from './columns';

const TICK = { width: '2.5rem' };

/** The least width of a column, rem. */
const least = ({ width }: Pick<Column<never>, 'width'>): number =>
  Number(/([\d.]+)rem/.exec(width)?.[1] ?? 0);

const sum = (columns: readonly Pick<Column<never>, 'width'>[]): number =>
  columns.reduce((all, column) => all + least(column), 0);

/**
 * Which columns are shown where there is so much room: the last of those that can be left out go first.
 * @param room rem
 */
export function visibleIn(
  columns: readonly Pick<Column<never>, 'id' | 'width' | 'isExtra'>[],
  room: number,
  isTicked: boolean,
): Record<string, boolean> {
  let lacking = sum(isTicked ? [TICK, ...columns] : columns) - room;
  const visible: Record<string, boolean> = {};
  for (const column of columns.toReversed()) {
    const isShown = !column.isExtra || lacking <= 0;
    if (!isShown) lacking -= least(column);
    visible[column.id] = isShown;
  }
  return visible;
}

/** The tracks of a row, and the least width that they need together. */
export function layoutOf(columns: readonly Pick<Column<never>, 'width'>[], isTicked: boolean) {
  const tracks = isTicked ? [TICK, ...columns] : columns;
  return {
    gridTemplateColumns: tracks.map(({ width }) => width).join(' '),
    minWidth: `${sum(tracks)}rem`,
  };
}
