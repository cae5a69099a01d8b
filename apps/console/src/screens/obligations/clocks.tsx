import { Button, Group, List, Paper, Stack, Switch, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { useMay } from '../../api/me';
import { Empty } from '../../kit/empty';
import { Instant } from '../../kit/instant';
import { Due } from './due';
import { Fulfil } from './fulfil';
import { type Obligation, ObligationState } from './obligation-terms';

/** The clocks of a case: what is owed first, nearest due first. */
export function Clocks({ of }: { of: readonly Obligation[] }) {
  const [isAll, setAll] = useState(false);
  const ended = of.filter(({ state }) => state === 'superseded' || state === 'withdrawn');
  const rank = ({ state }: Obligation): number => ['running', 'waiting'].indexOf(state) >>> 0;
  const shown = of
    .filter((obligation) => isAll || !ended.includes(obligation))
    .toSorted((a, b) => rank(a) - rank(b));
  return (
    <section aria-labelledby="clocks-heading">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5" id="clocks-heading">
          Reports that are owed
        </Title>
        {ended.length > 0 && (
          <Switch
            size="xs"
            label={`Show ${ended.length} replaced or not owed any more`}
            checked={isAll}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        )}
      </Group>
      {shown.length === 0 && (
        <Empty title="Nothing is owed">
          Decide below which regimes apply. A clock runs once the fact from which it counts is recorded.
        </Empty>
      )}
      <Stack gap="sm">
        {shown.map((obligation) => (
          <Clock key={obligation.id} of={obligation} />
        ))}
      </Stack>
    </section>
  );
}

function Clock({ of }: { of: Obligation }) {
  const mayFulfil = useMay('obligations.determine') && of.allowed.includes('fulfilled');
  const [isFulfilling, setFulfilling] = useState(false);
  const { hash } = useLocation();
  const isLinked = hash === `#${of.id}`;
  useEffect(() => {
    if (isLinked) document.getElementById(of.id)?.scrollIntoView({ block: 'center' });
  }, [isLinked, of.id]);
  return (
    <Paper withBorder p="sm" id={of.id} shadow={isLinked ? 'md' : undefined} component="article">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Group gap="xs">
            <Title order={3} size="h6">
              {of.title}
              {of.occurrence > 1 && ` (${of.occurrence})`}
            </Title>
            <ObligationState of={of} />
          </Group>
          <Text size="sm" c="dimmed">
            {of.regimeId}, as of {of.regimeVersion}
          </Text>
          {of.state === 'fulfilled' ? (
            <Text size="sm">
              Reported {of.fulfilledAt && <Instant at={of.fulfilledAt} />} by {of.fulfilledByName}:{' '}
              {of.fulfilledReference}
            </Text>
          ) : (
            <Due of={of} />
          )}
        </div>
        {mayFulfil && (
          <Button size="xs" style={{ flexShrink: 0 }} onClick={() => setFulfilling(true)}>
            Record the report…
          </Button>
        )}
      </Group>
      <details>
        <summary>
          <Text span size="sm">
            How this was counted
          </Text>
        </summary>
        <List size="sm" type="ordered">
          {of.basis.map((step) => (
            <List.Item key={step}>{step}</List.Item>
          ))}
        </List>
        {of.calendarVersion && <Text size="sm">Working days by the calendar {of.calendarVersion}.</Text>}
      </details>
      {of.warnings.map((warning) => (
        <Text key={warning} size="sm" mt={4}>
          <b>For counsel:</b> {warning}
        </Text>
      ))}
      {isFulfilling && <Fulfil of={of} onClose={() => setFulfilling(false)} />}
    </Paper>
  );
}
