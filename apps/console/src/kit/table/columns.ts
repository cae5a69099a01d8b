import { createColumnHelper, type Row as TableRow, tableFeatures } from '@tanstack/react-table';
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

/** What our columns say beside what TanStack Table knows. */
type Meta = Pick<Column<never>, 'width' | 'sort' | 'isNumber'>;

/** Sorting and filtering are the API's: the table is told neither. */
export const features = tableFeatures({ columnMeta: {} as Meta });
export type Rows<Row extends object> = TableRow<typeof features, Row>[];

/** Our columns as TanStack Table takes them. */
export function toTableColumns<Row extends object>(columns: readonly Column<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  return helper.columns(
    columns.map(({ id, header, cell, isExtra: _isExtra, ...meta }) =>
      helper.display({ id, header, meta, cell: ({ row }) => cell(row.original) }),
    ),
  );
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
