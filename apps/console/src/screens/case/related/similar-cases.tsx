import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { AskReason } from '../../../kit/ask-reason';
import { Severity, Stage } from '../../../kit/chips';
import { Loaded } from '../../../kit/loaded';
import { many } from '../../../kit/numbers';
import { thingsOf } from '../../../kit/proposals/why';
import { Section } from '../../../kit/section';
import { inZone } from '../../../kit/time';

type Similar = View<'SimilarCaseView'>;

/** Why two cases may be about the same, in a line. */
export function reasonWords({ reason, kind, count, examples, at }: Similar['reasons'][number]): string {
  const some = examples.length > 0 ? ` (${examples.join(', ')})` : '';
  switch (reason) {
    case 'shared_accounts':
      return `${many(count ?? 0, 'account')} in both${some}`;
    case 'shared_entities':
      return `${kind ? thingsOf(kind, count ?? 0) : many(count ?? 0, 'entity', 'entities')} in both${some}`;
    case 'meeting':
      return `Alerts connected the two${at ? `, ${inZone(at)}` : ''}`;
    case 'link':
      return `Linked: ${(kind ?? '').replaceAll('_', ' ')}`;
    case 'same_kind':
      return 'Of the same kind';
    case 'same_clauses':
      return `${many(count ?? 0, 'clause')} breached in both${some}`;
  }
}

/** Other cases that may be about the same, with why. */
export function SimilarCases({ caseId, mayEdit }: { caseId: string; mayEdit: boolean }) {
  const [parted, setParted] = useState<Similar>();
  const dismiss = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/meetings/{otherId}/dismiss', {
          params: { path: { id: caseId, otherId: parted?.caseId ?? '' } },
          body: { reason },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    done: () => 'The meeting counts no more, for neither case.',
    isQuiet: true,
  });
  return (
    <Section title="Similar cases">
      <Loaded read={useRead('/v1/cases/{id}/similar', { path: { id: caseId } })}>
        {(cases) =>
          cases.length === 0 ? (
            <Text size="sm" c="dimmed">
              No other case shares anything with this one that few cases have.
            </Text>
          ) : (
            <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {cases.map((other) => (
                <Paper component="li" key={other.caseId} withBorder p="xs">
                  <Group justify="space-between" wrap="nowrap">
                    <Anchor component={Link} to={paths.case(other.caseId)} size="sm" underline="always">
                      #{other.number} {other.title}
                    </Anchor>
                    <Group gap="xs" wrap="nowrap">
                      <Severity of={other.severity} />
                      <Stage of={other.stage} />
                      {mayEdit && other.reasons.some(({ reason }) => reason === 'meeting') && (
                        <Button
                          size="compact-xs"
                          variant="subtle"
                          aria-label={`Nothing to it… (meeting with case ${other.number})`}
                          onClick={() => setParted(other)}
                        >
                          Nothing to it…
                        </Button>
                      )}
                    </Group>
                  </Group>
                  <Text size="sm">{other.reasons.map(reasonWords).join('; ')}</Text>
                </Paper>
              ))}
            </Stack>
          )
        }
      </Loaded>
      {parted && (
        <AskReason
          title={`Nothing connects this case with case ${parted.number}?`}
          label="Why there is nothing to it"
          confirm="Say that there is nothing to it"
          isDanger={false}
          act={dismiss}
          onClose={() => setParted(undefined)}
        >
          That alerts connected the two is no reason for similarity any more, for neither of them.
        </AskReason>
      )}
    </Section>
  );
}
