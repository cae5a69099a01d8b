import { Anchor, Badge, CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { useShortcuts } from '../../../app/shortcuts';
import { Person, Severity, Tlp } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { CaseLink, Detector, Tags } from '../alert-columns';
import { alertStageName, resolutionName } from '../inbox-filters';
import classes from '../inbox.module.css';
import { Claim } from './claim';
import { Course } from './course';
import { Facts } from './facts';
import { OtherAlerts } from './other-alerts';
import { Proposals } from './proposals';
import { Revisions } from './revisions';

type Detail = View<'AlertDetailView'>;

/** One alert, beside the list: what the detector said, what it changed, where it may belong and what became of it. */
export function Component() {
  const alertId = useParams()['alertId'] ?? '';
  const navigate = useNavigate();
  const read = useRead('/v1/alerts/{id}', { path: { id: alertId } });
  const close = (): void => void navigate({ pathname: paths.inbox, search: window.location.search });
  useShortcuts([{ keys: 'Escape', does: 'Close the alert', run: close }]);
  return (
    <section className={classes.panel} aria-label="The alert" tabIndex={0}>
      <Group justify="flex-end" className="no-print" pos="sticky" top={0} h={0} style={{ zIndex: 1 }}>
        <CloseButton aria-label="Close the alert" onClick={close} />
      </Group>
      <Loaded read={read}>{(alert) => <Alert key={alert.id} of={alert} />}</Loaded>
    </section>
  );
}

function Alert({ of }: { of: Detail }) {
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h4" pr="2.5rem">
          {of.title}
        </Title>
        <Group gap="xs" mt={4}>
          <Severity of={of.severity} />
          <Tlp of={of.tlp} />
          <Text size="sm">{alertStageName(of.stage)}</Text>
          {of.sandbox && <Badge variant="light">Sandbox</Badge>}
          {of.mutedBy !== null && <Badge variant="light">Muted</Badge>}
          <Tags of={of} />
        </Group>
      </div>
      <Facts
        label="Where it stands"
        facts={[
          { name: 'Assignee', value: <Person id={of.assigneeId} /> },
          ...(of.caseId === null ? [] : [{ name: 'Case', value: <CaseLink id={of.caseId} isLong /> }]),
          ...(of.snoozedUntil === null
            ? []
            : [{ name: 'Back in the inbox', value: <Instant at={of.snoozedUntil} /> }]),
          ...(of.resolution === null ? [] : [{ name: 'Outcome', value: resolutionName(of.resolution) }]),
          ...(of.summary === null ? [] : [{ name: 'Why', value: of.summary }]),
          { name: 'Detector', value: <Detector id={of.detectorId} /> },
          { name: 'First seen', value: <Instant at={of.firstSeenAt} /> },
          { name: 'Last seen', value: <Instant at={of.lastSeenAt} /> },
          {
            name: 'Repeats',
            value: of.repeats === 0 ? 'Sent once' : `Sent again ${of.repeats.toLocaleString('en')} times`,
          },
        ]}
      />
      <Claim of={of} />
      {of.revision > 1 && <Revisions alertId={of.id} latest={of.revision} />}
      <Proposals alertId={of.id} />
      <OtherAlerts of={of} />
      <Course of={of} />
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {of.type} · {of.sourceRef} ·{' '}
        <Anchor href={paths.alert(of.id)} size="xs" underline="always">
          link to this alert
        </Anchor>
      </Text>
    </Stack>
  );
}
