import { ScrollArea, Table, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A column of a small table. */
export interface SmallColumn<Row> {
  header: string;
  isNumber?: boolean;
  cell: (row: Row) => ReactNode;
}

/** Rows that a finding lists: never more than some hundreds. */
export function SmallTable<Row>(props: {
  title: string;
  rows: readonly Row[];
  columns: readonly SmallColumn<Row>[];
}) {
  const { title, rows, columns } = props;
  const id = useId();
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Title order={3} size="h6" id={id} mb={4}>
        {title}
      </Title>
      <ScrollArea.Autosize
        mah={340}
        maw="64rem"
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': title }}
      >
        <Table verticalSpacing={4} fz="sm" stickyHeader aria-labelledby={id}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ header, isNumber }) => (
                <Table.Th key={header} ta={isNumber ? 'right' : undefined}>
                  {header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, at) => (
              // The rows of a finding never change or move.
              <Table.Tr key={at}>
                {columns.map(({ header, isNumber, cell }) => (
                  <Table.Td key={header} ta={isNumber ? 'right' : undefined}>
                    {cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </section>
  );
}
