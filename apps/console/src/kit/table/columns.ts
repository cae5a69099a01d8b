import { createColumnHelper, type Row as TableRow, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** A column of a list. */
export interface Column<Row> {
  id: string;
  header: string;
  /** Track of the grid: `8rem`, `minmax(12rem, 2fr)`. */
  width: string;
  /** The `sort` of the API that this column's heading asks for; without it the heading is plain. */
  sort?: string;
  isNumber?: boolean;
  cell: (row: Row) => ReactNode;
}

/** What our columns say beside what TanStack Table knows. */
type Meta = Pick<Column<never>, 'width' | 'sort' | 'isNumber'>;

/** Sorting and filtering are the API's: the table is told neither. */
export const features = tableFeatures({ columnMeta: {} as Meta });
export type Rows<Row extends object> = TableRow<typeof features, Row>[];

/** Our columns as TanStack Table takes them. */
export function toTableColumns<Row extends object>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  return helper.columns(
    columns.map(({ id, header, cell, ...meta }) =>
      helper.display({ id, header, meta, cell: ({ row }) => cell(row.original) }),
    ),
  );
}
