import { Alert, Anchor, Button, Group, List, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { useCaseId } from '../../../kit/use-case';
import { JudgementActs } from './judgement-acts';
import { JudgementForm } from './judgement-form';
import { JudgementState } from './judgement-terms';
import { Ladder } from './ladder';

/** One judgement, what it rests on, and its review. */
export function Component() {
  const caseId = useCaseId();
  const id = useParams()['judgementId'] ?? '';
  const read = useRead('/v1/judgements/{id}', { path: { id } });
  return (
    <Stack gap="md">
      <Anchor component={Link} to={paths.caseAttribution(caseId)} size="sm" className="no-print">
        ← All judgements on the case
      </Anchor>
      <Loaded read={read}>{(of) => <Details of={of} key={of.id} />}</Loaded>
    </Stack>
  );
}

function Details({ of }: { of: View<'JudgementForReaderView'> }) {
  // With the version that was read when the editing began.
  const [draft, setDraft] = useState<View<'JudgementForReaderView'>>();
  const mayWord = useMay('attribution.judge') && of.isEditable;
  const { data: terms } = useRead('/v1/attribution/terms', {});
  const range = terms?.likelihoods.find(({ name }) => name === of.likelihood);
  if (draft) return <JudgementForm caseId={of.caseId} of={draft} onEnd={() => setDraft(undefined)} />;
  return (
    <Stack gap="lg" maw="64rem">
      <Section
        title={`Judgement ${of.number}`}
        actions={
          <>
            {mayWord && (
              <Button size="compact-sm" variant="subtle" onClick={() => setDraft(of)}>
                Word anew…
              </Button>
            )}
            <JudgementActs of={of} />
          </>
        }
      >
        <Group gap="sm">
          <Text size="lg" fw={600}>
            {of.statement}
          </Text>
          <JudgementState of={of.state} />
        </Group>
        <Text size="sm">
          {range ? `${inWords(range.words)}: ${range.from} to ${range.to} %` : inWords(of.likelihood)}.{' '}
          {inWords(of.confidence)} confidence in the sources.
        </Text>
        <Text size="sm">
          {of.party ? `About ${of.party.name}` : 'Nobody is named'}
          {of.party && of.party.aliases.length > 0 && `, also called ${of.party.aliases.join(', ')}`}. Letters
          may say{of.state === 'approved' ? '' : ', once it is approved'}: “{of.phrase}”
        </Text>
      </Section>
      {of.open.length > 0 && (
        <Alert color="yellow" title="Before it can be reviewed">
          <List size="sm">
            {of.open.map(({ pointer, detail }) => (
              <List.Item key={pointer + detail}>
                {inWords(
                  pointer
                    .slice(1)
                    .replaceAll('/', ' ')
                    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
                    .toLowerCase(),
                )}{' '}
                {detail}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {of.reviewComment && (
        <Alert
          color={of.state === 'returned' ? 'orange' : 'green'}
          title={of.state === 'returned' ? 'What is wanting' : 'What the reviewer weighed'}
        >
          {of.reviewComment}
          <Text size="xs">
            {of.reviewedByName}
            {of.reviewedAt && (
              <>
                , <Instant at={of.reviewedAt} size="xs" />
              </>
            )}
          </Text>
        </Alert>
      )}
      {of.withdrawnReason && (
        <Alert title="Withdrawn">
          {of.withdrawnByName}: {of.withdrawnReason}
        </Alert>
      )}
      <Section title="On the ladder">
        <Ladder current={of.rung} />
      </Section>
      <Section title="What it rests on">
        {of.evidence.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nothing is named.
          </Text>
        ) : (
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Family</Table.Th>
                <Table.Th>Grade</Table.Th>
                <Table.Th>What it shows</Table.Th>
                <Table.Th>Kind</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {of.evidence.map((item, at) => (
                <Table.Tr key={at}>
                  <Table.Td>{inWords(item.family)}</Table.Td>
                  <Table.Td>
                    {item.reliability}
                    {item.credibility}
                  </Table.Td>
                  <Table.Td>{item.note || '–'}</Table.Td>
                  <Table.Td>{inWords(item.kind)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Text size="xs" c="dimmed">
          Families that count: {of.families.map(inWords).join(', ') || 'none'}.
        </Text>
      </Section>
      <Section title="Other explanations">
        <List size="sm">
          {of.alternatives.map(({ hypothesis, assessment }, at) => (
            <List.Item key={at}>
              <strong>{hypothesis}</strong>: {assessment}
            </List.Item>
          ))}
        </List>
        {of.alternatives.length === 0 && (
          <Text size="sm" c="dimmed">
            None is considered yet.
          </Text>
        )}
      </Section>
      <Section title="What would change it">
        <Text size="sm">{of.wouldChange || 'Not said yet.'}</Text>
      </Section>
      <Text size="xs" c="dimmed">
        By {of.createdByName}, <Instant at={of.createdAt} size="xs" c="dimmed" />; last worded{' '}
        <Instant at={of.changedAt} size="xs" c="dimmed" />
      </Text>
    </Stack>
  );
}
