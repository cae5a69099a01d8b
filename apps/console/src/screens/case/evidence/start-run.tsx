import { Accordion, Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { useShortcuts } from '../../../app/shortcuts';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Loaded } from '../../../kit/loaded';
import { many } from '../../../kit/numbers';
import { inZone } from '../../../kit/time';
import { useCaseId } from '../../../kit/use-case';
import { ANALYZER_TITLES } from './analyzer-names';

const FRESH = 'fresh';

/** Has every analyzer look at the case, where that can be done now. */
export function StartRun({ isAgain = false }: { isAgain?: boolean }) {
  const id = useCaseId();
  const [isOpen, setOpen] = useState(false);
  const mayRun = useMay('enrichment.run');
  const maySnapshot = useMay('usage.snapshot');
  const { data: standing } = useRead('/v1/cases/{id}/enrichment-standing', { path: { id } });
  // Without a snapshot one is taken first.
  const mayStart =
    standing &&
    mayRun &&
    (standing.allowed.includes('start') || (standing.latestSnapshot === null && maySnapshot));
  useShortcuts(mayStart ? [{ keys: 'e', does: 'Look at the usage', run: () => setOpen(true) }] : []);
  if (!mayStart) return null;
  return (
    <>
      <Button size="xs" variant={isAgain ? 'default' : 'filled'} onClick={() => setOpen(true)}>
        {isAgain ? 'Look again…' : 'Look at the usage…'}
      </Button>
      {isOpen && <StartDialog standing={standing} onClose={() => setOpen(false)} />}
    </>
  );
}

function StartDialog({ standing, onClose }: { standing: View<'StandingView'>; onClose: () => void }) {
  const id = useCaseId();
  const maySnapshot = useMay('usage.snapshot');
  const snapshots = useRead('/v1/snapshots', { query: { limit: 50 } });
  const form = useForm({
    snapshotId: standing.latestSnapshot?.id ?? FRESH,
    model: '',
    releasedAt: '',
  });
  const { snapshotId, model, releasedAt } = form.values;
  const start = useAct({
    act: async () => {
      const release = model || releasedAt ? { release: { model, releasedAt: instantOf(releasedAt) } } : {};
      const from =
        snapshotId === FRESH ? (await answerOf(api.POST('/v1/snapshots', { body: {} }))).id : snapshotId;
      form.set('snapshotId', from);
      return answerOf(
        api.POST('/v1/cases/{id}/enrichments', {
          params: { path: { id } },
          body: { snapshotId: from, ...release },
        }),
      );
    },
    touches: ['/v1/cases/{id}/enrichment', '/v1/snapshots'],
    isQuiet: true,
  });
  const choices = [
    ...(maySnapshot ? [{ value: FRESH, label: 'Take a new snapshot of what is imported now' }] : []),
    ...(snapshots.data?.items ?? []).map((one) => ({
      value: one.id,
      label: `Snapshot ${one.number}, ${inZone(one.takenAt)}${one.note ? `: ${one.note}` : ''}`,
    })),
  ];
  return (
    <FormDialog
      size="lg"
      title="Look at the usage"
      act={`Look at ${many(standing.accounts, 'account')}`}
      isPending={start.isPending}
      problem={form.problem}
      onSubmit={() => start.mutate(undefined, { onSuccess: onClose, onError: form.refuse })}
      onClose={onClose}
    >
      <Text size="sm">
        {many(standing.accounts, 'account')} of the case that nobody has cleared will be looked at. What was
        found before for the same data is not counted again.
      </Text>
      <Select
        label="Counted from"
        description="A snapshot is a frozen state: the same question to it always has the same answer."
        data={choices}
        allowDeselect={false}
        data-autofocus
        comboboxProps={{ withinPortal: true }}
        {...form.choice('snapshotId')}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Model that was released"
          description="Empty: every model that appears in the time."
          {...form.field('model')}
          error={form.problem?.fault('release/model')}
        />
        <TextInput
          label="Released at (UTC)"
          type="datetime-local"
          description="Only with a model."
          {...form.field('releasedAt')}
          error={form.problem?.fault('release/releasedAt')}
        />
      </Group>
      <Accordion variant="contained">
        <Accordion.Item value="questions">
          <Accordion.Control>What is asked, and with which parameters</Accordion.Control>
          <Accordion.Panel>
            <Questions />
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </FormDialog>
  );
}

function Questions() {
  return (
    <Loaded read={useRead('/v1/analyzers', {})}>
      {(analyzers) => (
        <Table verticalSpacing={4} fz="sm">
          <Table.Tbody>
            {analyzers.map(({ name, question, defaults }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500} w={190}>
                  {ANALYZER_TITLES[name]}
                </Table.Th>
                <Table.Td>
                  {question}
                  {Object.keys(defaults).length > 0 && (
                    <Text size="xs" c="dimmed">
                      {Object.entries(defaults)
                        .map(([key, value]) => `${key} ${JSON.stringify(value)}`)
                        .join(', ')}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Loaded>
  );
}

/** What a field of date and time gives, as an instant of UTC; what is no such thing goes as it is, and is refused. */
const instantOf = (text: string): string => (/T\d\d:\d\d$/.test(text) ? `${text}:00Z` : text);
