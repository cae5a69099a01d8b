import { Checkbox, Skeleton } from '@mantine/core';
import { FlexRender } from '@tanstack/react-table';
import { type CSSProperties, memo } from 'react';
import type { Column, Rows } from './columns';
import classes from './data-table.module.css';

interface TableRowProps<Row extends object> {
  /** Of the element: by it the list says at which row the person is. */
  elementId: string;
  index: number;
  /** How far below the headings it is, px. */
  start: number;
  /** Undefined while it is being read. */
  row: Rows<Row>[number] | undefined;
  /** What the row is called by whoever ticks it. */
  name: string | undefined;
  columns: readonly Column<Row>[];
  layout: CSSProperties;
  isActive: boolean;
  /** Undefined where rows cannot be ticked. */
  isTicked: boolean | undefined;
  onClick: (index: number) => void;
  onTick: ((id: string) => void) | undefined;
}

/** A row of a list. Scrolling leaves it as it is: it is drawn anew only when something of it changes. */
export const TableRow = memo(DrawnRow) as typeof DrawnRow;

function DrawnRow<Row extends object>(props: TableRowProps<Row>) {
  const { elementId, index, start, row, name, columns, layout, isActive, isTicked, onClick, onTick } = props;
  return (
    <div
      id={elementId}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isTicked}
      data-active={isActive || undefined}
      data-ticked={isTicked || undefined}
      className={classes.row}
      style={{ ...layout, transform: `translateY(${start}px)` }}
      onClick={() => onClick(index)}
    >
      {onTick && (
        <div role="gridcell" className={classes.cell} onClick={(event) => event.stopPropagation()}>
          {row && (
            <Checkbox
              size="xs"
              tabIndex={-1}
              aria-label={`Select ${name ?? row.id}`}
              checked={Boolean(isTicked)}
              onChange={() => onTick(row.id)}
            />
          )}
        </div>
      )}
      {row
        ? row.getAllCells().map((cell) => (
            <div
              key={cell.id}
              role="gridcell"
              className={`${classes.cell} ${cell.column.columnDef.meta?.isNumber ? classes.number : ''}`}
            >
              <FlexRender cell={cell} />
            </div>
          ))
        : columns.map(({ id }) => (
            <div key={id} role="gridcell" className={classes.cell}>
              <Skeleton h={12} />
            </div>
          ))}
    </div>
  );
}
