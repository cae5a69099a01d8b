import type { ReactNode } from 'react';

/** A column of a list. */
export interface Column<Row> {
  id: string;
  header: string;
  /** Track of the grid, in rem: `8rem`, `minmax(12rem, 2fr)`. */
  width: string;
  /** The `sort` of the API that this column's heading asks for; without it the heading is plain. */
  sort?: string;
  isNumber?: boolean;
  /** Left out where there is little room. */
  isExtra?: boolean;
  cell: (row: Row) => ReactNode;
}

/** The tracks of a row, and the least width that they need together. */
export function layoutOf(columns: readonly Pick<Column<never>, 'width'>[], isTicked: boolean) {
  const widths = [...(isTicked ? ['2.5rem'] : []), ...columns.map(({ width }) => width)];
  const least = widths.map((width) => Number(/([\d.]+)rem/.exec(width)?.[1] ?? 0));
  return {
    gridTemplateColumns: widths.join(' '),
    minWidth: `${least.reduce((sum, width) => sum + width, 0)}rem`,
  };
}
