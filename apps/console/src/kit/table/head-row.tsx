import { Checkbox } from '@mantine/core';
import { type CSSProperties, memo } from 'react';
import type { Column } from './columns';
import classes from './data-table.module.css';
import type { DataTableProps } from './data-table';

/** The headings of a list: by what it is sorted, and a box that ticks all that have been read. */
export const HeadRow = memo(DrawnHead) as typeof DrawnHead;

function DrawnHead<Row extends object>({
  columns,
  ids,
  layout,
  selection,
  sort,
}: {
  columns: readonly Column<Row>[];
  /** Of the rows that have been read. */
  ids: readonly string[];
  layout: CSSProperties;
  selection: DataTableProps<Row>['selection'];
  sort: DataTableProps<Row>['sort'];
}) {
  const ticked = selection ? ids.filter((id) => selection.ids.has(id)).length : 0;
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row} style={layout}>
        {selection && (
          <div role="columnheader" className={classes.cell}>
            <Checkbox
              size="xs"
              aria-label="Select all that are loaded"
              checked={ids.length > 0 && ticked === ids.length}
              indeterminate={ticked > 0 && ticked < ids.length}
              onChange={() => selection.toggleAll(ids)}
            />
          </div>
        )}
        {columns.map(({ id, header, sort: by, isNumber }) => {
          const isSorted = by !== undefined && sort?.value === by;
          return (
            <div
              key={id}
              role="columnheader"
              aria-sort={isSorted ? 'descending' : undefined}
              className={`${classes.cell} ${isNumber ? classes.number : ''}`}
            >
              {by === undefined || !sort ? (
                header
              ) : (
                <button type="button" className={classes.sort} onClick={() => sort.set(isSorted ? null : by)}>
                  {header} {isSorted ? '↓' : '↕'}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
