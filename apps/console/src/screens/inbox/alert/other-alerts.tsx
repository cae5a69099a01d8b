import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { severityName } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';

/** Accounts that are looked up at once; the others when asked for. */
const AT_ONCE = 3;
const SHOWN = 6;

/** Other alerts that name the same accounts. */
export function OtherAlerts({ of }: { of: View<'AlertDetailView'> }) {
  const [many, setMany] = useState(AT_ONCE);
  const accounts = of.subjects.filter(({ kind }) => kind === 'account').map(({ value }) => value);
  if (accounts.length === 0) return null;
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        Other alerts on its accounts
      </Title>
      {accounts.slice(0, many).map((accountId) => (
        <OfAccount key={accountId} accountId={accountId} but={of.id} />
      ))}
      {accounts.length > many && (
        <Button size="compact-xs" variant="subtle" onClick={() => setMany(many + 10)} w="fit-content">
          Look at {Math.min(10, accounts.length - many)} more of {accounts.length.toLocaleString('en')}{' '}
          accounts
        </Button>
      )}
    </Stack>
  );
}

function OfAccount({ accountId, but }: { accountId: string; but: string }) {
  const { data } = useRead('/v1/accounts/{accountId}/alerts', {
    path: { accountId },
    query: { limit: SHOWN + 1 },
  });
  const others = data?.items.filter(({ alertId }) => alertId !== but) ?? [];
  return (
    <div>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {accountId}
      </Text>
      {data && others.length === 0 && (
        <Text size="sm" c="dimmed">
          No other alert names it.
        </Text>
      )}
      {others.slice(0, SHOWN).map((alert) => (
        <Text key={alert.alertId} size="sm">
          <Anchor component={Link} to={paths.alert(alert.alertId)} size="sm" underline="always">
            {alert.title}
          </Anchor>{' '}
          <Text span size="xs" c="dimmed">
            {severityName(alert.severity)}
            {alert.caseNumber !== null && `, case ${alert.caseNumber}`},{' '}
            <Instant at={alert.firstSeenAt} isShort size="xs" c="dimmed" />
          </Text>
        </Text>
      ))}
      {(data?.nextCursor || others.length > SHOWN) && (
        <Text size="xs" c="dimmed">
          There are more.
        </Text>
      )}
    </div>
  );
}
