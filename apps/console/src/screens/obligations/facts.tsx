import { Button, Group, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { useRead } from '../../api/reads';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import { Loaded } from '../../kit/loaded';
import { inZone } from '../../kit/time';
import { VIEWER_ZONE } from '../../kit/zoned';
import { useCaseId } from '../../kit/use-case';
import { RecordFact } from './record-fact';

type Fact = View<'FactView'>;

/** The dated facts from which clocks count, as they are known now. */
export function Facts() {
  const id = useCaseId();
  const read = useRead('/v1/cases/{id}/facts', { path: { id }, query: {} });
  const mayRecord = useMay('obligations.determine');
  const [asked, setAsked] = useState<{ corrects?: Fact }>();
  const record = mayRecord && (
    <Button size="xs" variant="default" onClick={() => setAsked({})}>
      Record a fact…
    </Button>
  );
  return (
    <section aria-labelledby="facts-heading">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="facts-heading">
          Facts from which clocks count
        </Title>
        {record}
      </Group>
      <Loaded read={read}>
        {(facts) =>
          facts.length === 0 ? (
            <Empty title="No fact is recorded">
              When the lab became aware, when activity began: each is a record of its own with what shows it.
              A regime that applies counts from one of them.
            </Empty>
          ) : (
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>What</Table.Th>
                  <Table.Th>When it was so</Table.Th>
                  <Table.Th>What shows it</Table.Th>
                  <Table.Th>Recorded</Table.Th>
                  {mayRecord && <Table.Td />}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {facts.map((fact) => (
                  <Table.Tr key={fact.id}>
                    <Table.Th scope="row" fw={500}>
                      {fact.meaning}
                    </Table.Th>
                    <Table.Td>
                      <Text size="sm">{inZone(fact.at, fact.zone)}</Text>
                      {fact.zone !== VIEWER_ZONE && (
                        <Text size="sm" c="dimmed">
                          {inZone(fact.at)} with you
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{fact.source}</Text>
                      {fact.note && (
                        <Text size="sm" c="dimmed">
                          {fact.corrects ? `Corrected: ${fact.note}` : fact.note}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Text size="sm">{fact.recordedByName}</Text>
                      <Instant at={fact.recordedAt} isShort c="dimmed" />
                    </Table.Td>
                    {mayRecord && (
                      <Table.Td>
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={`Correct: ${fact.meaning}`}
                          onClick={() => setAsked({ corrects: fact })}
                        >
                          Correct…
                        </Button>
                      </Table.Td>
                    )}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
      {asked && <RecordFact {...asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}
