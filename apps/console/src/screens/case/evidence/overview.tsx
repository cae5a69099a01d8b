import { Anchor, Card, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { refresh, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { useCaseId } from '../../../kit/use-case';
import { ANALYZER_TITLES } from './analyzer-names';
import { inWordsOf } from './results/words';
import { RunProgress } from './run-progress';
import { Standing } from './standing';
import { StartRun } from './start-run';
import { type Run, useRuns } from './use-runs';

/** How far the findings reach, the run that works now, and each finding in a sentence. */
export function Component() {
  const id = useCaseId();
  const client = useQueryClient();
  const read = useRuns();
  const standing = useRead('/v1/cases/{id}/enrichment-standing', { path: { id } });
  const latest = read.data?.[0];
  const isRunning = latest?.state === 'running';
  useEffect(() => {
    // What a run found is there when it is over.
    if (!isRunning) void refresh(client, '/v1/cases/{id}/enrichment-standing', '/v1/cases/{id}/findings');
  }, [isRunning, client]);
  return (
    <Loaded read={read}>
      {(runs) =>
        !latest ? (
          <Empty title="Nobody has looked at the usage yet" action={<StartRun />}>
            A run asks a dozen questions of a frozen state of the usage: how much was used and when, who
            shares templates, cards and networks with whom, and who outside the case belongs in. It decides
            nothing; it counts and suggests.
          </Empty>
        ) : (
          // Together: what stands above the findings must not push them away from under the pointer.
          <Loaded read={standing}>
            {(of) => (
              <Stack gap="md">
                <Standing of={of} isRunning={isRunning} />
                {latest.state !== 'done' && <RunProgress of={latest} />}
                <FindingCards caseId={id} of={latest} />
                <Earlier caseId={id} runs={runs} />
              </Stack>
            )}
          </Loaded>
        )
      }
    </Loaded>
  );
}

function FindingCards({ caseId, of }: { caseId: string; of: Run }) {
  const found = of.steps.filter(({ findingId }) => findingId !== null);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="found-heading">
      <Title order={2} size="h5" id="found-heading" mb="xs">
        What was found
      </Title>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
        {found.map(({ analyzer, findingId }) => (
          <FindingCard key={analyzer} caseId={caseId} analyzer={analyzer} findingId={findingId!} />
        ))}
      </SimpleGrid>
    </section>
  );
}

/** The place of a sentence of three lines, so that the cards below stay where they are when it comes. */
const SENTENCE = '4.1rem';

function FindingCard(props: { caseId: string; analyzer: View<'StepView'>['analyzer']; findingId: string }) {
  const { caseId, analyzer, findingId } = props;
  const read = useRead('/v1/findings/{id}', { path: { id: findingId } });
  return (
    <Card withBorder padding="sm">
      <Title order={3} size="h6">
        <Anchor component={Link} to={paths.caseFinding(caseId, findingId)} inherit underline="always">
          {ANALYZER_TITLES[analyzer]}
        </Anchor>
      </Title>
      {read.data ? (
        <Text size="sm" mt={4} mih={SENTENCE}>
          {inWordsOf(read.data)[0]}
        </Text>
      ) : read.error ? (
        <Text size="sm" c="dimmed" mt={4} mih={SENTENCE}>
          It could not be read; open it to try again.
        </Text>
      ) : (
        <Skeleton h={SENTENCE} mt={4} />
      )}
    </Card>
  );
}

/** Runs before the latest: what they found stays. */
function Earlier({ caseId, runs }: { caseId: string; runs: readonly Run[] }) {
  if (runs.length < 2) return null;
  return (
    <section aria-labelledby="earlier-heading">
      <Title order={2} size="h5" id="earlier-heading" mb="xs">
        Earlier runs
      </Title>
      <Table verticalSpacing={4} maw="56rem">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Started</Table.Th>
            <Table.Th>By</Table.Th>
            <Table.Th ta="right">Accounts</Table.Th>
            <Table.Th>Findings</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.slice(1).map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td>
                <Instant at={run.startedAt} />
              </Table.Td>
              <Table.Td>{run.startedBy}</Table.Td>
              <Table.Td ta="right">{run.accountCount.toLocaleString('en')}</Table.Td>
              <Table.Td>
                <EarlierFinding caseId={caseId} of={run} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function EarlierFinding({ caseId, of }: { caseId: string; of: Run }) {
  const first = of.steps.find(({ findingId }) => findingId !== null);
  if (!first) return <>None</>;
  return (
    <Anchor component={Link} to={paths.caseFinding(caseId, first.findingId!)} size="sm" underline="always">
      {of.steps.filter(({ findingId }) => findingId !== null).length} findings
    </Anchor>
  );
}
