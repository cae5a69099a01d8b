import { Table } from '@mantine/core';
import type { View } from '../../../api/client';
import { inWords, Person } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';

type Case = View<'CaseView'>;

/** What a case is, and its times. */
export function Particulars({ of }: { of: Case }) {
  const times = [
    ['Began', of.occurredAt],
    ['Opened', of.openedAt],
    ['In progress since', of.inProgressAt],
    ['Closed', of.closedAt],
    ['Last changed', of.updatedAt],
  ] as const;
  return (
    <Section title="Particulars">
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          <Row label="Kind">{inWords(of.kind)}</Row>
          <Row label="Owner">
            <Person id={of.ownerId} />
          </Row>
          <Row label="Came from">
            {of.origin === 'correlation' ? 'Alerts that belong together' : 'Filed by hand'}
          </Row>
          <Row label="Permissible actions">PAP:{of.pap}</Row>
          {of.resolution && (
            <Row label="Outcome">
              {of.resolution}, {of.impact}
            </Row>
          )}
          {times.map(
            ([label, at]) =>
              at && (
                <Row key={label} label={label}>
                  <Instant at={at} />
                </Row>
              ),
          )}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={130} fw={500}>
        {label}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}
