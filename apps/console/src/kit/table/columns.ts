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
  /** Left out where there is no room for it. */
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
