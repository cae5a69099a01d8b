import { Anchor, Progress, Text } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMay } from '../../api/me';
import { type ParamsOf, readOf, useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { inTime } from '../../kit/durations';
import { many, percent } from '../../kit/numbers';
import { OF_MINE } from './my-work';
import { Line, Panel } from './panel';

/** How often progress is looked at while something runs, ms: it is no act that is told. */
const EVERY_MS = 3_000;

/** Of how many of the person's cases the runs are looked at: those that the page lists. */
const CASES = 6;

interface Job {
  what: string;
  to?: string;
  /** 0 to 1. */
  done: number;
  left: string;
}

/** What runs in the background: imports, runs about the person's cases, and orders, with how far they have come. */
export function Running() {
  const [readsUsage, readsOrders] = [useMay('usage.read'), useMay('orders.read')];
  const imports = useQuery({
    ...readOf('/v1/imports', { query: { limit: 20 } }),
    enabled: readsUsage,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ state: of }) => of === 'loading') ? EVERY_MS : false,
  });
  const orders = useQuery({
    ...readOf('/v1/orders', {
      query: { status: 'executing', limit: 20 } as ParamsOf<'/v1/orders'>['query'],
    }),
    enabled: readsOrders,
    refetchInterval: ({ state }) => (state.data?.items.length ? EVERY_MS : false),
  });
  const runs = useMyRuns();
  const loading: Job[] = (imports.data?.items ?? [])
    .filter(({ state }) => state === 'loading')
    .map(({ no, fileName, progress }) => ({
      what: `Import ${no}: ${fileName}`,
      done: progress.bytesTotal > 0 ? progress.bytesDone / progress.bytesTotal : 0,
      left:
        progress.remainingSeconds === null
          ? `${progress.phase}, ${Math.round(progress.rowsPerSecond).toLocaleString('en')} rows a second`
          : `${inTime(progress.remainingSeconds)} left`,
    }));
  const executing = orders.data?.items ?? [];
  const isRead = (imports.data || !readsUsage) && (orders.data || !readsOrders);
  return (
    <Panel
      title="Running"
      read={{
        data: isRead ? [...loading, ...runs, ...executing] : undefined,
        error: imports.error ?? orders.error,
        refetch: readsUsage ? imports.refetch : orders.refetch,
      }}
      empty="No import, no look at the usage of your cases and no order is under way."
    >
      {(of) =>
        'what' in of ? (
          <>
            <Line aside={<Text size="xs">{of.left}</Text>}>
              {of.to ? (
                <Anchor component={Link} to={of.to} size="sm">
                  {of.what}
                </Anchor>
              ) : (
                of.what
              )}
            </Line>
            <Progress value={of.done * 100} aria-label={of.what} size="sm" mt={2} />
          </>
        ) : (
          <OrderLine id={of.id} number={of.number} action={of.action} />
        )
      }
    </Panel>
  );
}

/** The runs that look at the usage for cases of this person now. */
function useMyRuns(): Job[] {
  const mayRead = useMay('enrichment.read');
  const { data: mine } = useRead('/v1/cases', OF_MINE, { enabled: mayRead });
  const cases = (mine?.items ?? []).filter(({ isOpen }) => isOpen).slice(0, CASES);
  return useQueries({
    queries: cases.map(({ id }) => ({
      ...readOf('/v1/cases/{id}/enrichments', { path: { id } }),
      refetchInterval: ({ state }: { state: { data?: { state: string }[] | undefined } }) =>
        state.data?.some(({ state: of }) => of === 'running') ? EVERY_MS : (false as const),
    })),
    combine: (reads) =>
      reads.flatMap(({ data = [] }, at) =>
        data
          .filter(({ state }) => state === 'running')
          .map(({ progress, accountCount }) => ({
            what: `Usage of ${many(accountCount, 'account')} for case ${cases[at]?.number}`,
            to: paths.caseEvidence(cases[at]?.id ?? ''),
            done: progress,
            left: percent(progress),
          })),
      ),
  });
}

function OrderLine({ id, number, action }: { id: string; number: number; action: string }) {
  const read = useQuery({
    ...readOf('/v1/orders/{id}', { path: { id } }),
    refetchInterval: EVERY_MS,
  });
  const what = `Order ${number}: ${action} ${read.data ? many(read.data.total, 'account') : 'accounts'}`;
  const counts = (read.data?.counts ?? {}) as Record<string, number>;
  const settled = (counts['done'] ?? 0) + (counts['failed'] ?? 0) + (counts['skipped'] ?? 0);
  const seconds = read.data?.remainingSeconds ?? null;
  return (
    <>
      <Line aside={seconds !== null && <Text size="xs">{inTime(seconds)} left</Text>}>
        <Anchor component={Link} to={paths.order(id)} size="sm">
          {what}
        </Anchor>
      </Line>
      <Progress
        value={read.data ? (settled / Math.max(1, read.data.total)) * 100 : 0}
        aria-label={what}
        size="sm"
        mt={2}
      />
    </>
  );
}
