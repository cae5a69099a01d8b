import {
  type Column as TableColumn,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from '@tanstack/react-table';
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

/** What TanStack Table does for a list; sorting and filtering are the API's. */
export const features = tableFeatures({ columnVisibilityFeature, columnMeta: {} as Column<never> });

/** A column as TanStack Table holds it, of which `columnOf` gives ours. */
export type HeldColumn<Row extends object> = TableColumn<typeof features, Row>;

/** Our columns as TanStack Table takes them. */
export function toTableColumns<Row extends object>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  return helper.columns(columns.map((column) => helper.display({ id: column.id, meta: column })));
}

export const columnOf = <Row extends object>(held: HeldColumn<Row>): Column<Row> =>
  held.columnDef.meta as Column<Row>;

/** The tracks of a row, and the least width that they need together. */
export function layoutOf(columns: readonly Pick<Column<never>, 'width'>[], isTicked: boolean) {
  const widths = [...(isTicked ? ['2.5rem'] : []), ...columns.map(({ width }) => width)];
  const least = widths.map((width) => Number(/([\d.]+)rem/.exec(width)?.[1] ?? 0));
  return {
    gridTemplateColumns: widths.join(' '),
    minWidth: `${least.reduce((sum, width) => sum + width, 0)}rem`,
  };
}
