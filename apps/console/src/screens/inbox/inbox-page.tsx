import { Button } from '@mantine/core';
import { memo, useMemo, useRef, useState } from 'react';
import { Outlet, useMatch, useNavigate } from 'react-router';
import { useMay } from '../../api/me';
import { usePeople } from '../../api/people';
import { usePages, useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { useShortcuts } from '../../app/shortcuts';
import { useDetectors } from '../../kit/detectors';
import { Empty } from '../../kit/empty';
import { Keep } from '../../kit/keep';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterSelect, FilterText, useFilters } from '../../kit/table/filters';
import { useSelection } from '../../kit/table/selection';
import { useSteady } from '../../kit/table/use-steady';
import { COLUMNS, NARROW_COLUMNS } from './alert-columns';
import { type Alert, ALERT_STAGES, FILTERS, toQuery, toSearch } from './inbox-filters';
import classes from './inbox.module.css';
import { QueueStrip } from './queue-strip';
import { TriageBar } from './triage-bar';
import { useNewcomers } from './use-newcomers';

const AT_LEAST = [
  { value: '4', label: 'Critical' },
  { value: '3', label: 'High' },
  { value: '2', label: 'Medium' },
];
const INCLUDABLE = [
  { value: 'snoozed', label: 'Snoozed' },
  { value: 'muted', label: 'Muted' },
  { value: 'sandbox', label: 'Of the sandbox' },
];
const SELDOM = ['type', 'tag', 'include'] as const;

/** What waits for a person, by queue, to be worked through by keyboard. */
export function Component() {
  const navigate = useNavigate();
  const mayTriage = useMay('alerts.triage');
  const filters = useFilters(FILTERS);
  const selection = useSelection();
  const openId = useMatch('/inbox/:alertId')?.params.alertId;
  const { data: openAlert } = useRead(
    '/v1/alerts/{id}',
    { path: { id: openId ?? '' } },
    { enabled: openId !== undefined },
  );
  const query = toQuery(filters.values);
  const pages = usePages('/v1/alerts', { query });
  const news = useNewcomers(filters.values);
  const { data: queues = [] } = useRead('/v1/alert-queues', {});
  const [activeId, setActiveId] = useState<string>();
  const goesOn = useRef(false);
  const open = (id: string, replace = false): void =>
    void navigate({ pathname: paths.alert(id), search: window.location.search }, { replace });
  const known = useMemo(() => upTo(news.last, pages.data), [news.last, pages.data]);
  const loaded = useMemo(() => known?.pages.flatMap(({ items }) => items) ?? [], [known]);
  useShortcuts([{ keys: 'r', does: 'Show the new alerts', run: news.show }]);
  const at = openId ?? activeId;
  const expectNext = useSteady(() => {
    goesOn.current = openId !== undefined;
  });
  return (
    <Page
      title={openAlert?.title ?? 'Inbox'}
      heading="Inbox"
      actions={<Keep kind="alerts" query={toSearch(filters.values)} sort={filters.values.sort} />}
    >
      <QueueStrip queues={queues} />
      <InboxFilterBar />
      {mayTriage && (
        <TriageBar
          filters={filters.values}
          selection={selection}
          loaded={loaded}
          queues={queues}
          atId={at}
          onLeaving={expectNext}
        />
      )}
      {news.count > 0 && (
        <div role="status">
          <Button variant="light" size="compact-sm" fullWidth onClick={news.show}>
            {news.count}
            {news.isMore && ' or more'} new {news.count === 1 ? 'alert' : 'alerts'}: show (r)
          </Button>
        </div>
      )}
      <div className={classes.split} data-open={openId !== undefined || undefined}>
        <DataTable
          label="Alerts"
          pages={{ ...pages, data: known }}
          columns={openId === undefined ? COLUMNS : NARROW_COLUMNS}
          rowId={(of) => of.id}
          rowName={(of) => of.title}
          at={openId}
          onOpen={({ id }) => open(id)}
          onActive={(id, isChosen) => {
            setActiveId(id);
            // The next alert is opened when the person goes there, or is done with this one.
            if (openId !== undefined && id !== undefined && id !== openId && (isChosen || goesOn.current))
              open(id, true);
            goesOn.current = false;
          }}
          sort={{ value: filters.values.sort ?? 'newest', set: (sort) => filters.set('sort', sort) }}
          height="var(--list)"
          empty={
            <Empty title="Nothing waits here">
              Alerts come from the lab&apos;s detectors. Each goes to the first queue whose demands it meets,
              and stays until somebody takes it into a case, closes it or lets it sleep. Other stages, and
              what is snoozed or muted, are under the filters.
            </Empty>
          }
          {...(mayTriage ? { selection } : {})}
        />
        <Outlet />
      </div>
    </Page>
  );
}

/** It has the address alone to go by, and stays as it is while the list is read. */
const InboxFilterBar = memo(function InboxFilterBar() {
  const filters = useFilters(FILTERS);
  return (
    <FilterBar
      filters={filters}
      more={{
        names: SELDOM,
        filters: (
          <>
            <FilterText filters={filters} name="type" label="Type" placeholder="billing.shared" />
            <FilterText filters={filters} name="tag" label="Tag" placeholder="resale" />
            <FilterSelect
              filters={filters}
              name="include"
              label="Show also"
              options={INCLUDABLE}
              unset="Nothing"
            />
          </>
        ),
      }}
    >
      <FilterSelect filters={filters} name="stage" label="Stage" options={ALERT_STAGES} unset="Open" />
      <FilterSelect filters={filters} name="minimumSeverity" label="At least" options={AT_LEAST} />
      <FilterSelect filters={filters} name="detectorId" label="Detector" options={useDetectors()} />
      <FilterSelect filters={filters} name="assignee" label="Assignee" options={useAssignees()} />
    </FilterBar>
  );
});

/** Of what was read, what had arrived by then. */
function upTo(last: string | undefined, data: { pages: { items: Alert[] }[] } | undefined) {
  if (last === undefined || !data) return data;
  return { pages: data.pages.map(({ items }) => ({ items: items.filter(({ id }) => id <= last) })) };
}

function useAssignees(): { value: string; label: string }[] {
  const people = usePeople().map(({ id, name }) => ({ value: id, label: name }));
  return [{ value: 'me', label: 'Me' }, { value: 'none', label: 'Nobody' }, ...people];
}
