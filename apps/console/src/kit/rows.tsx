import { ScrollArea, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './rows.module.css';

/** A short list that is shown whole: headings and rows of cells. Lists of any length are a `DataTable`. */
export function Rows({
  label,
  heads,
  rows,
}: {
  /** What is listed, for whoever does not see it. */
  label: string;
  heads: readonly string[];
  rows: readonly { id: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <ScrollArea type="auto" offsetScrollbars="x">
      <Table className={classes.table} aria-label={label} verticalSpacing={6} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, cells: [first, ...others] }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row" fw={500}>
                {first}
              </Table.Th>
              {others.map((cell, at) => (
                <Table.Td key={heads[at + 1]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
