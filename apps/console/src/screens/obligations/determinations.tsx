import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { useRead } from '../../api/reads';
import { Instant } from '../../kit/instant';
import { Loaded } from '../../kit/loaded';
import { useCaseId } from '../../kit/use-case';
import { Determine } from './determine';
import { ResultBadge } from './obligation-terms';

type Suggested = View<'SuggestedDeterminationView'>;
type Determination = View<'DeterminationView'>;

/** Which regimes apply to the case: what was decided with its reasons, and what still waits with what is suggested. */
export function Determinations() {
  const path = { id: useCaseId() };
  const decided = useRead('/v1/cases/{id}/determinations', { path, query: {} });
  const suggested = useRead('/v1/cases/{id}/determinations/suggested', { path });
  const mayDetermine = useMay('obligations.determine');
  const [asked, setAsked] = useState<Suggested | Determination>();
  const ids = new Set(decided.data?.map(({ regimeId }) => regimeId));
  const onDecide = mayDetermine ? setAsked : undefined;
  return (
    <section aria-labelledby="determinations-heading">
      <Title order={2} size="h5" id="determinations-heading" mb="xs">
        Which regimes apply
      </Title>
      <Stack gap="sm">
        <Loaded read={decided}>
          {(rows) =>
            rows.length > 0 && <Regimes label="Decided" rows={rows} verb="Decide anew" onDecide={onDecide} />
          }
        </Loaded>
        <Loaded read={suggested}>
          {(rows) => (
            <Regimes
              label="Not decided yet, with what the catalogue suggests"
              rows={rows.filter(({ regimeId }) => !ids.has(regimeId))}
              verb="Decide"
              onDecide={onDecide}
            />
          )}
        </Loaded>
        {!mayDetermine && (
          <Text size="sm" c="dimmed">
            Counsel decides whether a regime applies.
          </Text>
        )}
      </Stack>
      {asked && <Determine of={asked} onClose={() => setAsked(undefined)} />}
    </section>
  );
}

function Regimes<Row extends Suggested>({
  label,
  rows,
  verb,
  onDecide,
}: {
  label: string;
  rows: readonly Row[];
  verb: string;
  onDecide?: ((row: Row) => void) | undefined;
}) {
  if (rows.length === 0) return null;
  return (
    <Table verticalSpacing="xs" layout="fixed" captionSide="top">
      <Table.Caption ta="left">{label}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="26%">Regime</Table.Th>
          <Table.Th w="10rem">Result</Table.Th>
          <Table.Th>Because</Table.Th>
          {onDecide && <Table.Td w="10rem" />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.regimeId}>
            <Table.Th scope="row">
              <Text size="sm" fw={600}>
                {row.title}
              </Text>
              <Text size="xs" c="dimmed">
                {row.regimeId}
              </Text>
            </Table.Th>
            <Table.Td>
              <ResultBadge of={row.result} />
            </Table.Td>
            <Table.Td>
              <Text size="sm">{row.because}</Text>
              {row.reopenIf && (
                <Text size="sm" c="dimmed">
                  To be looked at again if: {row.reopenIf}
                </Text>
              )}
              {row.targetDate && <Text size="sm">Aimed for {row.targetDate}</Text>}
              {'determinedAt' in row && <DecidedBy of={row as unknown as Determination} />}
            </Table.Td>
            {onDecide && (
              <Table.Td>
                <Group justify="flex-end">
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`${verb}: ${row.regimeId}`}
                    onClick={() => onDecide(row)}
                  >
                    {verb}…
                  </Button>
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DecidedBy({ of }: { of: Determination }) {
  return (
    <Text size="xs" c="dimmed">
      {of.determinedByName}, <Instant at={of.determinedAt} size="xs" c="dimmed" />
      {of.stages && ` · only ${of.stages.join(', ')}`}
    </Text>
  );
}
