import { Anchor, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { useCase, useCaseId } from '../../../kit/use-case';
import { AccountEvidence } from './account-evidence';
import { type Status, statusAct, statusName } from './account-status';
import { VerdictDialog } from './verdict-dialog';

type Entry = View<'AccountHistoryEntryView'>;
const STATUSES: readonly Status[] = ['confirmed', 'cleared', 'suspected'];

/** One account: where else it was seen, what was decided of it here and why, and a verdict. */
export function Component() {
  const caseId = useCaseId();
  const accountId = useParams()['accountId'] ?? '';
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Status>();
  const { data: of } = useCase();
  const mayAssess = useMay('cases.assess') && of?.isOpen === true;
  const mayReadEvidence = useMay('enrichment.read');
  const close = (): void =>
    void navigate({ pathname: paths.caseAccounts(caseId), search: window.location.search });
  return (
    <Drawer opened position="right" size="md" onClose={close} title={accountId}>
      <Stack>
        {mayAssess && (
          <Group gap="xs">
            {STATUSES.map((status) => (
              <Button key={status} size="compact-sm" variant="default" onClick={() => setAsked(status)}>
                {statusAct(status)}…
              </Button>
            ))}
          </Group>
        )}
        {mayReadEvidence && <AccountEvidence caseId={caseId} accountId={accountId} />}
        <section>
          <Title order={2} size="h5">
            Seen in
          </Title>
          <Cases accountId={accountId} />
        </section>
        <History caseId={caseId} accountId={accountId} />
      </Stack>
      {asked && (
        <VerdictDialog
          status={asked}
          accountIds={[accountId]}
          count={1}
          onClose={() => setAsked(undefined)}
          onJudged={() => undefined}
        />
      )}
    </Drawer>
  );
}

function Cases({ accountId }: { accountId: string }) {
  const pages = usePages('/v1/accounts/{accountId}/cases', { path: { accountId } });
  return (
    <Stack gap={4}>
      {pages.data?.pages
        .flatMap(({ items }) => items)
        .map(({ case: { id, number, title } }) => (
          <Anchor key={id} component={Link} to={paths.case(id)} size="sm" underline="always">
            #{number} {title}
          </Anchor>
        ))}
    </Stack>
  );
}

function History({ caseId, accountId }: { caseId: string; accountId: string }) {
  const pages = usePages('/v1/cases/{id}/accounts/{accountId}/history', { path: { id: caseId, accountId } });
  const entries = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section>
      <Title order={2} size="h5">
        History
      </Title>
      {pages.data && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing was decided of it in this case yet.
        </Text>
      )}
      <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {entries.map((entry) => (
          <li key={entry.actId}>
            <Text size="sm" fw={600}>
              {whatChanged(entry)}
            </Text>
            <Text size="sm">{entry.reason}</Text>
            <Text size="xs" c="dimmed">
              {entry.byName}, <Instant at={entry.at} size="xs" c="dimmed" />
            </Text>
          </li>
        ))}
      </Stack>
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Earlier
        </Button>
      )}
    </section>
  );
}

function whatChanged({ undoesId, fromStatus, toStatus, setsShare, fromShare, toShare }: Entry): string {
  const share = (of: number | null): string => (of === null ? 'unknown' : `${Math.round(of * 100)} %`);
  return [
    ...(undoesId ? ['Taken back'] : []),
    ...(fromStatus && toStatus ? [`${statusName(fromStatus)} → ${statusName(toStatus)}`] : []),
    ...(setsShare ? [`share ${share(fromShare)} → ${share(toShare)}`] : []),
  ].join(', ');
}
