import { Badge, Button, Group, Stack, Table, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { inWords, Person } from '../../kit/chips';
import { Instant } from '../../kit/instant';
import { Loaded } from '../../kit/loaded';
import { Unsaved } from '../../kit/unsaved';
import { useCase } from './use-case';
import { useCaseChange } from './use-case-change';

type Case = View<'CaseView'>;

/** What a case is about, in a few words, and its times. */
export function Component() {
  return (
    <Loaded read={useCase()}>
      {(of) => (
        <Stack maw="60rem">
          <Words of={of} />
          <Facts of={of} />
        </Stack>
      )}
    </Loaded>
  );
}

function Words({ of }: { of: Case }) {
  const [draft, setDraft] = useState<{ text: string; from: Case }>();
  const mayEdit = useMay('cases.edit') && of.stage !== 'Closed' && of.mergedIntoId === null;
  const { change, isPending, dialog } = useCaseChange(draft?.from ?? of);
  return (
    <section aria-labelledby="summary-heading">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5" id="summary-heading">
          Summary
        </Title>
        {mayEdit && !draft && (
          <Button size="compact-xs" variant="subtle" onClick={() => setDraft({ text: of.summary, from: of })}>
            Edit summary
          </Button>
        )}
      </Group>
      {!draft ? (
        <Text style={{ whiteSpace: 'pre-wrap' }} c={of.summary ? undefined : 'dimmed'}>
          {of.summary ||
            'Nothing is written yet. Say what happened, to whom, and what is known of who did it.'}
        </Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change({ summary: draft.text }, () => setDraft(undefined));
          }}
        >
          <Textarea
            aria-label="Summary"
            autosize
            autoFocus
            minRows={6}
            maxLength={20_000}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          />
          <Group mt="xs">
            <Button type="submit" size="xs" loading={isPending}>
              Save
            </Button>
            <Button size="xs" variant="default" onClick={() => setDraft(undefined)}>
              Cancel
            </Button>
          </Group>
          <Unsaved isAt={draft.text !== draft.from.summary && !isPending} />
        </form>
      )}
      {dialog}
    </section>
  );
}

function Facts({ of }: { of: Case }) {
  const times = [
    ['Began', of.occurredAt],
    ['Opened', of.openedAt],
    ['In progress since', of.inProgressAt],
    ['Closed', of.closedAt],
    ['Last changed', of.updatedAt],
  ] as const;
  return (
    <section aria-labelledby="facts-heading">
      <Title order={2} size="h5" id="facts-heading" mb={4}>
        Particulars
      </Title>
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          <Row label="Kind">{inWords(of.kind)}</Row>
          <Row label="Owner">
            <Person id={of.ownerId} />
          </Row>
          <Row label="Came from">
            {of.origin === 'correlation' ? 'Alerts that belong together' : 'Filed by hand'}
          </Row>
          <Row label="Permissible actions">PAP:{of.pap}</Row>
          {of.tags.length > 0 && (
            <Row label="Tags">
              <Group gap={4}>
                {of.tags.map((tag) => (
                  <Badge key={tag} variant="light" color="gray" tt="none">
                    {tag}
                  </Badge>
                ))}
              </Group>
            </Row>
          )}
          {of.resolution && (
            <Row label="Outcome">
              {of.resolution}, {of.impact}
            </Row>
          )}
          {times.map(
            ([label, at]) =>
              at && (
                <Row key={label} label={label}>
                  {<Instant at={at} />}
                </Row>
              ),
          )}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={180} fw={500}>
        {label}
      </Table.Th>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
  );
}
