import { Alert, Anchor, Button, Group, Select, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/me';
import { usePeople } from '../../api/people';
import { paths } from '../../app/paths';
import { inWords, Person, Severity, Stage, Tlp } from '../../kit/chips';
import { Instant } from '../../kit/instant';
import { MoveCase } from './move-case';
import { useCaseChange } from './use-case-change';
import { useRunningClocks } from './use-running-clocks';

/** What a case is and where it stands, with what may be done to it now. */
export function CaseHeader({ of }: { of: View<'CaseView'> }) {
  const mayEdit = useMay('cases.edit') && of.mergedIntoId === null;
  const take = useAct({
    act: () => answerOf(api.POST('/v1/cases/{id}/take', { params: { path: { id: of.id } } })),
    touches: ['/v1/cases'],
    done: () => 'The case is yours.',
  });
  return (
    <>
      {of.mergedIntoId && (
        <Alert title="This case was merged into another">
          <Anchor component={Link} to={paths.case(of.mergedIntoId)} underline="always">
            Go on in the case that stands
          </Anchor>
        </Alert>
      )}
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Stage of={of.stage} />
          {of.stage === 'InProgress' && <Text size="sm">{of.phase}</Text>}
          <Severity of={of.severity} />
          <Tlp of={of.tlp} />
          <Text size="sm">{inWords(of.kind)}</Text>
          <Text size="sm" c="dimmed">
            opened <Instant at={of.openedAt} isShort c="dimmed" />
          </Text>
          <NextDue caseId={of.id} />
        </Group>
        <Group gap="xs" className="no-print">
          {mayEdit && of.isOpen ? (
            <>
              <OwnerPicker of={of} />
              {of.ownerId === null && (
                <Button size="xs" loading={take.isPending} onClick={() => take.mutate()}>
                  Take
                </Button>
              )}
            </>
          ) : (
            <Text size="sm">
              Owner: <Person id={of.ownerId} />
            </Text>
          )}
          {mayEdit && <MoveCase of={of} />}
        </Group>
      </Group>
    </>
  );
}

/** The clock of a case that is due next, and how many others run. */
function NextDue({ caseId }: { caseId: string }) {
  const { running } = useRunningClocks(caseId);
  const [next] = running;
  if (!next?.dueConservative) return null;
  return (
    <Anchor
      component={Link}
      to={paths.caseObligations(caseId)}
      size="sm"
      fw={700}
      underline="always"
      title={next.title}
      {...(next.isOverdue ? { c: 'var(--mantine-color-error)' } : {})}
    >
      {next.isOverdue ? 'Overdue since ' : 'Report due '}
      <Instant at={next.dueConservative} isShort inherit />
      {running.length > 1 && `, ${running.length - 1} more`}
    </Anchor>
  );
}

/** Gives a case to somebody. */
function OwnerPicker({ of }: { of: View<'CaseView'> }) {
  const people = usePeople();
  const { change, isPending, dialog } = useCaseChange(of);
  return (
    <>
      <Select
        size="xs"
        w={190}
        aria-label="Owner"
        placeholder="Nobody has it"
        searchable
        clearable
        disabled={isPending}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={of.ownerId}
        onChange={(ownerId) => change({ ownerId })}
      />
      {dialog}
    </>
  );
}
