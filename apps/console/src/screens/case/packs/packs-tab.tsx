import { Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { Tlp } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { useCase, useCaseId } from '../../../kit/use-case';
import { MakePack } from './make-pack';
import { Reidentify } from './reidentify';

type Pack = View<'PackView'>;

const TABLES: Record<Pack['tables'][number]['name'], string> = {
  day: 'By day',
  capability: 'By capability',
  model: 'By model',
  cluster: 'By cluster',
};

/** What was made of a case for readers outside the lab. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const mayMake = useMay('packs.make') && of !== undefined && of.mergedIntoId === null;
  const [isMaking, setMaking] = useState(false);
  const pages = usePages('/v1/cases/{id}/packs', { path: { id } });
  const packs = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const make = mayMake && (
    <Button size="xs" onClick={() => setMaking(true)}>
      Make a pack…
    </Button>
  );
  return (
    <Stack gap="sm" maw="64rem">
      {packs.length > 0 && <Group justify="flex-end">{make}</Group>}
      {pages.error && !pages.data && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && packs.length === 0 && (
        <Empty title="No pack is made yet" action={make}>
          A pack tells a reader outside the lab what was found, in counts. Counts of fewer than 10 accounts
          are held back, with those from which they could be computed, and accounts have pseudonyms that only
          this recipient gets.
        </Empty>
      )}
      {packs.map((pack) => (
        <PackCard key={pack.id} of={pack} />
      ))}
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Earlier packs
        </Button>
      )}
      {isMaking && <MakePack caseId={id} onClose={() => setMaking(false)} />}
    </Stack>
  );
}

function PackCard({ of }: { of: Pack }) {
  const mayReidentify = useMay('packs.reidentify');
  const [isAsking, setAsking] = useState(false);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between">
        <Text fw={600}>For {of.recipient}</Text>
        <Group gap="xs">
          <Tlp of={of.tlp} />
          <Text size="sm" c="dimmed">
            {of.madeByName}, <Instant at={of.madeAt} c="dimmed" />
          </Text>
        </Group>
      </Group>
      <Text size="sm">
        {of.totals.accounts.toLocaleString('en')} confirmed accounts,{' '}
        {of.totals.exchanges.toLocaleString('en')} exchanges of the campaign.
      </Text>
      <Table verticalSpacing={4} maw="34rem">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Table</Table.Th>
            <Table.Th ta="right">Counts shown</Table.Th>
            <Table.Th ta="right">Held back</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.tables.map(({ name, isWithheld, cells, suppressed }) => (
            <Table.Tr key={name}>
              <Table.Td>{TABLES[name]}</Table.Td>
              <Table.Td ta="right">{isWithheld ? 'Left out as a whole' : cells - suppressed}</Table.Td>
              <Table.Td ta="right">{suppressed}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group gap="xs" mt="xs" className="no-print">
        {of.files.map(({ name, evidenceId }) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            component="a"
            href={`/v1/evidence/${evidenceId}/content`}
            download={name}
          >
            {name}
          </Button>
        ))}
        {mayReidentify && (
          <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
            Which accounts are these…
          </Button>
        )}
      </Group>
      {isAsking && <Reidentify of={of} onClose={() => setAsking(false)} />}
    </Paper>
  );
}
