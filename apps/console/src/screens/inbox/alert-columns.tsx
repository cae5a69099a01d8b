import { Anchor, Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { Person, Severity } from '../../kit/chips';
import { useDetectorName } from '../../kit/detectors';
import { Instant } from '../../kit/instant';
import type { Column } from '../../kit/table/columns';
import { type Alert, alertStageName } from './inbox-filters';

const SEVERITY: Column<Alert> = {
  id: 'severity',
  header: 'Severity',
  width: '6.8rem',
  sort: 'severity',
  cell: (of) => <Severity of={of.severity} />,
};
const FIRST_SEEN: Column<Alert> = {
  id: 'first',
  header: 'First seen',
  width: '8.5rem',
  sort: 'newest',
  cell: (of) => <Instant at={of.firstSeenAt} isShort />,
};

/** What the inbox tells of an alert. */
export const COLUMNS: readonly Column<Alert>[] = [
  SEVERITY,
  { id: 'title', header: 'Title', width: 'minmax(14rem, 1fr)', cell: (of) => of.title },
  {
    id: 'detector',
    header: 'Detector',
    isExtra: true,
    width: '9rem',
    cell: (of) => <Detector id={of.detectorId} />,
  },
  {
    id: 'repeats',
    header: 'Repeats',
    width: '5.6rem',
    isNumber: true,
    cell: (of) => of.repeats.toLocaleString('en'),
  },
  FIRST_SEEN,
  {
    id: 'last',
    header: 'Last seen',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.lastSeenAt} isShort />,
  },
  {
    id: 'assignee',
    header: 'Assignee',
    width: '7.2rem',
    cell: (of) => <Person id={of.assigneeId} />,
  },
  { id: 'tags', header: 'Tags', isExtra: true, width: '7rem', cell: (of) => <Tags of={of} /> },
  { id: 'stage', header: 'Stage', width: '6.2rem', cell: (of) => <Standing of={of} /> },
];

/** Beside an alert that is open there is room for little. */
export const NARROW_COLUMNS: readonly Column<Alert>[] = [
  SEVERITY,
  { id: 'title', header: 'Title', width: 'minmax(9rem, 1fr)', cell: (of) => of.title },
  { ...FIRST_SEEN, isExtra: true },
];

/** A detector by name. */
export function Detector({ id }: { id: string }) {
  return (
    <Text span size="sm">
      {useDetectorName()(id)}
    </Text>
  );
}

/** The tags of the detector, and those that people put on it. */
export function Tags({ of }: { of: Pick<Alert, 'tags' | 'staffTags'> }) {
  return (
    <>
      {of.staffTags.map((tag) => (
        <Badge key={`staff ${tag}`} size="sm" tt="none" variant="light" mr={4} title="Put on by people">
          {tag}
        </Badge>
      ))}
      {of.tags.map((tag) => (
        <Badge key={tag} size="sm" tt="none" variant="default" mr={4} title="Of the detector">
          {tag}
        </Badge>
      ))}
    </>
  );
}

/** How far the handling is: its case, or its stage and whether it is asleep. */
export function Standing({ of }: { of: Alert }) {
  if (of.caseId !== null) return <CaseLink id={of.caseId} />;
  if (of.snoozedUntil !== null)
    return (
      <Text span size="sm">
        Back <Instant at={of.snoozedUntil} isShort />
      </Text>
    );
  return (
    <Text span size="sm">
      {of.mutedBy === null ? alertStageName(of.stage) : 'Muted'}
    </Text>
  );
}

/** The case that has an alert, by number. */
export function CaseLink({ id, isLong = false }: { id: string; isLong?: boolean }) {
  const { data } = useRead('/v1/cases/{id}', { path: { id } });
  return (
    <Anchor
      component={Link}
      to={paths.case(id)}
      size="sm"
      underline="always"
      onClick={(event: React.MouseEvent) => event.stopPropagation()}
    >
      {data ? `Case ${data.number}${isLong ? `: ${data.title}` : ''}` : 'Its case'}
    </Anchor>
  );
}
