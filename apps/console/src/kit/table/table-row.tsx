import { Checkbox, Skeleton } from '@mantine/core';
import { type CSSProperties, memo } from 'react';
import type { Column } from './columns';
import classes from './data-table.module.css';

interface TableRowProps<Row extends object> {
  /** Of the element: by it the list says at which row the person is. */
  elementId: string;
  index: number;
  /** How far below the headings it is, px. */
  start: number;
  /** What is in the row and its id: undefined while it is being read. */
  of: Row | undefined;
  id: string | undefined;
  /** What the row is called, where its id says nothing to a person. */
  name: string | undefined;
  columns: readonly Column<Row>[];
  layout: CSSProperties;
  /** Which minute it is: how long ago something was changes with it. */
  minute: number;
  isActive: boolean;
  /** Undefined where rows cannot be ticked. */
  isTicked: boolean | undefined;
  onClick: (index: number) => void;
  onTick: ((id: string) => void) | undefined;
}

/** A row of a list. Scrolling leaves it as it is: it is drawn anew only when something of it changes. */
export const TableRow = memo(DrawnRow) as typeof DrawnRow;

function DrawnRow<Row extends object>(props: TableRowProps<Row>) {
  const { elementId, index, start, of, id, name, columns, layout, isActive, isTicked, onClick, onTick } =
    props;
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
          {id !== undefined && (
            <Checkbox
              size="xs"
              tabIndex={-1}
              aria-label={`Select ${name ?? id}`}
              checked={Boolean(isTicked)}
              onChange={() => onTick(id)}
            />
          )}
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={`${classes.cell} ${column.isNumber ? classes.number : ''}`}
        >
          {of ? column.cell(of) : <Skeleton h={12} />}
        </div>
      ))}
    </div>
  );
}
