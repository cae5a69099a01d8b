import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is known of one thing, a line for each fact: `<Facts><Fact label="Owner">…</Fact></Facts>`. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Table verticalSpacing={4} withRowBorders={false} fz="sm">
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

/** One of them. A hash or a long word is broken rather than cut off. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={160} pl={0} fw={500} style={{ verticalAlign: 'top' }}>
        {label}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{children}</Table.Td>
    </Table.Tr>
  );
}
