import { Paper, Progress, Table, Text, Title } from '@mantine/core';
import { many } from '../../../kit/numbers';
import { ANALYZER_TITLES } from './analyzer-names';
import type { Run } from './use-runs';
import { State, type StateLook } from '../../../kit/state';

type Step = Run['steps'][number];

const STATES: Record<Step['state'], StateLook> = {
  waiting: { label: 'Waits', color: 'gray' },
  running: { label: 'Works', color: 'blue' },
  done: { label: 'Done', color: 'green' },
  reused: { label: 'Known already', color: 'teal' },
  failed: { label: 'Failed', color: 'red' },
};

/** A run that works or did not come to its end, step by step. */
export function RunProgress({ of }: { of: Run }) {
  const ended = of.steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  const isRunning = of.state === 'running';
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="progress-heading">
      <Title order={2} size="h5" id="progress-heading">
        {isRunning ? 'Looking at the usage' : 'Some steps failed'}
      </Title>
      <Text size="sm" role="status">
        {ended} of {of.steps.length} steps are over, for {many(of.accountCount, 'account')}.
      </Text>
      <Progress
        value={100 * of.progress}
        my="xs"
        color={isRunning ? 'blue' : 'red'}
        aria-label={`${ended} of ${of.steps.length} steps`}
      />
      <Table verticalSpacing={2} maw="56rem">
        <Table.Tbody>
          {of.steps.map((step) => (
            <Table.Tr key={step.analyzer}>
              <Table.Th scope="row" fw={500}>
                {ANALYZER_TITLES[step.analyzer]}
              </Table.Th>
              <Table.Td w={130}>
                <State of={STATES[step.state]} />
              </Table.Td>
              <Table.Td w={90} ta="right">
                {step.seconds === null ? '' : `${step.seconds.toFixed(1)} s`}
              </Table.Td>
              <Table.Td>{step.stage ?? step.error}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
