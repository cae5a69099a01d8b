import { Button, Code, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { type ParamsOf, usePages, useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { JobDialog } from './job-dialog';

type Queue = View<'JobQueueView'>;
type Job = View<'JobView'>;

const count = new Intl.NumberFormat('en');

/** What Docket does in the background: the queues, what runs, and what failed for good. */
export function Component() {
  const read = useRead('/v1/job-queues', {});
  return (
    <Page
      title="Jobs"
      actions={
        <Button size="xs" variant="default" loading={read.isFetching} onClick={() => void read.refetch()}>
          Look again
        </Button>
      }
    >
      <Loaded read={read}>
        {(queues) => (
          <>
            <Queues queues={queues} />
            <QueueJobs queues={queues} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Queues({ queues }: { queues: readonly Queue[] }) {
  const [, setSearch] = useSearchParams();
  return (
    <Rows
      label="Queues"
      heads={['Queue', 'Waiting', 'Running', 'Tried later', 'Failed for good']}
      rows={queues.map(({ name, waiting, running, delayed, failed }) => ({
        id: name,
        cells: [
          <Button
            key="name"
            size="compact-sm"
            variant="subtle"
            onClick={() => setSearch({ queue: name }, { replace: true })}
          >
            {name}
          </Button>,
          count.format(waiting),
          count.format(running),
          count.format(delayed),
          <Text key="failed" size="sm" fw={failed > 0 ? 700 : undefined} c={failed > 0 ? 'red.9' : undefined}>
            {count.format(failed)}
          </Text>,
        ],
      }))}
    />
  );
}

function QueueJobs({ queues }: { queues: readonly Queue[] }) {
  const [search] = useSearchParams();
  // Where something has failed is what one comes for.
  const worst = [...queues].sort((a, b) => b.failed - a.failed)[0];
  const queue = search.get('queue') ?? worst?.name ?? '';
  const [state, setState] = useState<'failed' | 'running'>('failed');
  const [opened, setOpened] = useState<Job>();
  const pages = usePages('/v1/job-queues/{queue}/jobs', {
    path: { queue },
    query: { state, limit: 100 } as ParamsOf<'/v1/job-queues/{queue}/jobs'>['query'],
  });
  const retry = useAct({
    act: (id: string) =>
      answerOf(api.POST('/v1/job-queues/{queue}/jobs/{id}/retry', { params: { path: { queue, id } } })),
    touches: ['/v1/job-queues'],
    done: ({ name }) => `${name} is tried again.`,
  });
  const columns: readonly Column<Job>[] = [
    { id: 'name', header: 'Job', width: 'minmax(8rem, 1fr)', cell: (job) => job.name },
    { id: 'reason', header: 'Why it failed', width: 'minmax(10rem, 3fr)', cell: (job) => job.reason ?? '–' },
    {
      id: 'attempts',
      header: 'Attempts',
      isExtra: true,
      width: '6.5rem',
      isNumber: true,
      cell: (job) => job.attempts,
    },
    {
      id: 'over',
      header: state === 'failed' ? 'Failed' : 'Began',
      width: '8.5rem',
      cell: (job) => <Instant at={job.finishedAt ?? job.startedAt ?? job.addedAt} isShort />,
    },
    ...(state === 'failed'
      ? [
          {
            id: 'acts',
            header: 'What can be done',
            width: '9rem',
            cell: (job: Job) => (
              <Button
                size="compact-xs"
                variant="default"
                loading={retry.isPending && retry.variables === job.id}
                onClick={(event) => {
                  event.stopPropagation();
                  retry.mutate(job.id);
                }}
              >
                Try again
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Stack gap="xs" component="section" aria-labelledby="jobs-of-queue">
      <Title order={2} size="h5" id="jobs-of-queue">
        Jobs of the queue <Code>{queue}</Code>
      </Title>
      <SegmentedControl
        aria-label="Which jobs"
        value={state}
        onChange={(to) => setState(to as typeof state)}
        w="fit-content"
        size="xs"
        data={[
          { value: 'failed', label: 'Failed for good' },
          { value: 'running', label: 'Running' },
        ]}
      />
      <DataTable
        label={`Jobs of the queue ${queue}`}
        pages={pages}
        columns={columns}
        rowId={(job) => job.id}
        onOpen={setOpened}
        height="20rem"
        empty={
          <Empty title={state === 'failed' ? 'Nothing has failed for good' : 'Nothing runs at the moment'}>
            A job that fails is tried again by itself, later each time. What failed every time is kept here
            for two weeks, and can be tried again once its cause is gone.
          </Empty>
        }
      />
      {opened && <JobDialog job={opened} onClose={() => setOpened(undefined)} />}
    </Stack>
  );
}
