import { Anchor, Paper, SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages, useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { inZone } from '../../../kit/time';
import { ClaimState, figure } from '../../../kit/claim-terms';
import { useRunningClocks } from '../use-running-clocks';

/** A case in four figures: its accounts, what is claimed of them, the next clock and the open tasks. */
export function AtAGlance({ of }: { of: View<'CaseView'> }) {
  const mayClaims = useMay('claims.read');
  const mayClocks = useMay('obligations.read');
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      <Accounts caseId={of.id} />
      {mayClaims && <Exchanges caseId={of.id} />}
      {mayClocks && <NextClock caseId={of.id} />}
      <OpenTasks caseId={of.id} />
    </SimpleGrid>
  );
}

function Tile(props: {
  label: string;
  read: { data: unknown; error: unknown; refetch: () => unknown };
  children: ReactNode;
}) {
  const { label, read, children } = props;
  const isWaiting = read.data === undefined && !read.error;
  return (
    <Paper withBorder p="sm" mih={98} role="group" aria-label={label}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {isWaiting && <Skeleton h={26} mt={4} w="70%" aria-busy="true" />}
      {read.data === undefined && read.error ? (
        <Failure error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        children
      )}
    </Paper>
  );
}

const count = (of: number): string => of.toLocaleString('en');

function Accounts({ caseId }: { caseId: string }) {
  const read = useRead('/v1/cases/{id}/accounts/counts', { path: { id: caseId } });
  const { data } = read;
  const of = (status: string): string => `${paths.caseAccounts(caseId)}?status=${status}`;
  return (
    <Tile label="Accounts" read={read}>
      {data && (
        <>
          <Anchor component={Link} to={of('confirmed')} fz={22} fw={700} c="inherit">
            {count(data.confirmed)} confirmed
          </Anchor>
          <Text size="sm">
            <Anchor component={Link} to={of('suspected')} size="sm" underline="always">
              {count(data.suspected)} suspected
            </Anchor>
            ,{' '}
            <Anchor component={Link} to={of('cleared')} size="sm" underline="always">
              {count(data.cleared)} cleared
            </Anchor>
          </Text>
        </>
      )}
    </Tile>
  );
}

function Exchanges({ caseId }: { caseId: string }) {
  const read = useRead('/v1/cases/{id}/claims', { path: { id: caseId } });
  const { data } = read;
  const claims = (data ?? []).filter(({ unit, isSuperseded }) => unit === 'exchanges' && !isSuperseded);
  const claim =
    claims.find(({ state }) => state === 'approved') ??
    claims.findLast(({ state }) => state !== 'stale') ??
    claims.at(-1);
  return (
    <Tile label="Exchanges claimed" read={read}>
      {data && !claim && (
        <Text size="sm">
          None yet.{' '}
          <Anchor component={Link} to={paths.caseClaims(caseId)} size="sm" underline="always">
            Claims
          </Anchor>
        </Text>
      )}
      {claim && (
        <>
          <Anchor component={Link} to={paths.caseClaim(caseId, claim.id)} fz={22} fw={700} c="inherit">
            {figure(claim.value)}
          </Anchor>
          <Text size="sm">
            <ClaimState of={claim} /> {claim.phrase && `“${claim.phrase.text}”`}
          </Text>
        </>
      )}
    </Tile>
  );
}

function NextClock({ caseId }: { caseId: string }) {
  const { read, running } = useRunningClocks(caseId);
  const [next] = running;
  return (
    <Tile label="Next clock" read={read}>
      {read.data && !next && <Text size="sm">No clock runs.</Text>}
      {next?.dueConservative && (
        <>
          <Text fz={22} fw={700} {...(next.isOverdue ? { c: 'var(--mantine-color-error)' } : {})}>
            {next.isOverdue && 'Overdue, '}
            <Instant at={next.dueConservative} isShort inherit />
          </Text>
          <Text size="sm">{next.title}</Text>
          <Text size="xs" c="dimmed">
            {inZone(next.dueConservative, next.zone)}
            {running.length > 1 && `; ${running.length - 1} more`}
          </Text>
        </>
      )}
    </Tile>
  );
}

function OpenTasks({ caseId }: { caseId: string }) {
  const pages = usePages('/v1/cases/{id}/tasks', { path: { id: caseId }, query: { limit: 200 } });
  const tasks = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const open = tasks.filter(({ endedAt }) => endedAt === null);
  const [next] = open
    .filter(({ dueAt }) => dueAt !== null)
    .sort((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''));
  return (
    <Tile label="Tasks" read={pages}>
      {pages.data && (
        <>
          <Anchor component={Link} to={paths.caseTasks(caseId)} fz={22} fw={700} c="inherit">
            {count(open.length)}
            {pages.hasNextPage && ' or more'} open
          </Anchor>
          {next?.dueAt && (
            <Text size="sm" truncate title={next.title}>
              <Instant at={next.dueAt} isShort />: {next.title}
            </Text>
          )}
        </>
      )}
    </Tile>
  );
}
