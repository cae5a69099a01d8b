import { Button, ScrollArea, Table, Text } from '@mantine/core';
import type { View } from '../../../api/client';
import { usePages, useRead } from '../../../api/reads';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';
import { type Claim, figure } from '../../../kit/claim-terms';
import { State, type StateLook } from '../../../kit/state';

type Recount = View<'RecountView'>;

const OUTCOMES: Record<NonNullable<Recount['outcome']>, StateLook> = {
  holds: { label: 'Still holds', color: 'green' },
  fails: { label: 'Does not hold any more', color: 'red' },
  unclear: { label: 'The two counts differ', color: 'orange' },
};

/** What later data say of an approved claim, each result beside the one that was approved. */
export function Recounts({ of }: { of: Claim }) {
  const pages = usePages('/v1/claims/{id}/recounts', { path: { id: of.id } });
  const recounts = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  if (recounts.length === 0 && !of.allowedActs.includes('recount')) return null;
  return (
    <Section title="Counted anew">
      {pages.error && !pages.data ? (
        <Failure error={pages.error} onRetry={() => void pages.refetch()} />
      ) : recounts.length === 0 ? (
        <Text size="sm" c="dimmed">
          It was not counted on later data yet.
        </Text>
      ) : (
        <ScrollArea type="auto">
          <Table verticalSpacing={4} miw={640}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Snapshot</Table.Th>
                <Table.Th ta="right">As approved</Table.Th>
                <Table.Th ta="right">Now</Table.Th>
                <Table.Th ta="right">Difference</Table.Th>
                <Table.Th>The words</Table.Th>
                <Table.Th>Counted</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {recounts.map((recount) => (
                <RecountRow key={recount.id} of={recount} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Earlier recounts
        </Button>
      )}
    </Section>
  );
}

function RecountRow({ of }: { of: Recount }) {
  const { data: snapshot } = useRead('/v1/snapshots/{id}', { path: { id: of.snapshotId } });
  const outcome = of.outcome && OUTCOMES[of.outcome];
  return (
    <Table.Tr>
      <Table.Td>{snapshot ? `Snapshot ${snapshot.number}` : '…'}</Table.Td>
      <Table.Td ta="right">{figure(of.valueThen)}</Table.Td>
      <Table.Td ta="right">
        {figure(of.value)}
        {of.outcome === 'unclear' && ` / ${figure(of.reproduced)}`}
      </Table.Td>
      <Table.Td ta="right">{figure(of.difference)}</Table.Td>
      <Table.Td>
        {outcome ? <State of={outcome} /> : 'Being counted'} {of.phrase && `“${of.phrase}”`}
      </Table.Td>
      <Table.Td>
        {of.requestedByName}, <Instant at={of.countedAt ?? of.requestedAt} isShort />
      </Table.Td>
    </Table.Tr>
  );
}
