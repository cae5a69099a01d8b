import { Anchor, Badge, Button, Group, List, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { AskReason } from '../../../kit/ask-reason';
import { inWords } from '../../../kit/chips';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { RecordAssertion } from './record-assertion';

type Matter = View<'MatterView'>;
type Assertion = View<'AssertionView'>;

/** What sources say of a case, matter by matter, and which of them the lab goes by. */
export function Assertions({ caseId }: { caseId: string }) {
  // Also of a closed case: much is published after its end.
  const mayEdit = useMay('cases.edit');
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title="What sources say"
      actions={
        mayEdit && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAdding(true)}>
            Record what a source says…
          </Button>
        )
      }
    >
      <Loaded read={useRead('/v1/cases/{id}/assertions', { path: { id: caseId }, query: {} })}>
        {(matters) =>
          matters.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing is recorded. These are not the lab’s own figures: those are claims.
            </Text>
          ) : (
            <Stack gap="xs">
              {matters.map((matter, at) => (
                <MatterCard key={at} of={matter} caseId={caseId} mayEdit={mayEdit} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {isAdding && <RecordAssertion caseId={caseId} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function MatterCard({ of, caseId, mayEdit }: { of: Matter; caseId: string; mayEdit: boolean }) {
  return (
    <Paper withBorder p="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {inWords(of.about)}
          {of.topic && `, ${of.topic}`}
        </Text>
        {of.conflicting && (
          <Badge variant="light" color="orange" tt="none">
            Sources conflict
          </Badge>
        )}
      </Group>
      {of.conflicts.map(({ reason }) => (
        <Text key={reason} size="xs" c="dimmed">
          {reason}
        </Text>
      ))}
      <List size="sm" spacing={2}>
        {of.assertions.map((assertion) => (
          <List.Item key={assertion.id}>
            <Line
              of={assertion}
              isPreferred={assertion.id === of.preferredId}
              isOneOfMany={of.assertions.length > 1}
              caseId={caseId}
              mayEdit={mayEdit}
            />
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

function Line(props: {
  of: Assertion;
  isPreferred: boolean;
  isOneOfMany: boolean;
  caseId: string;
  mayEdit: boolean;
}) {
  const { of, isPreferred, isOneOfMany, caseId, mayEdit } = props;
  const [asked, setAsked] = useState<'prefer' | 'unprefer' | 'retract'>();
  const params = { path: { id: caseId, assertionId: of.id } };
  const act = useAct({
    act: async (reason: string): Promise<unknown> => {
      const body = { reason };
      if (asked === 'prefer')
        return answerOf(api.POST('/v1/cases/{id}/assertions/{assertionId}/prefer', { params, body }));
      if (asked === 'unprefer')
        return answerOf(api.POST('/v1/cases/{id}/assertions/{assertionId}/unprefer', { params, body }));
      return answerOf(api.POST('/v1/cases/{id}/assertions/{assertionId}/retract', { params, body }));
    },
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
  });
  const { publisher, title, url, publishedOn } = of.source;
  const name = title ? `${publisher}, “${title}”` : publisher;
  return (
    <>
      {of.stance === 'denies' && 'Denies: '}
      {of.statement}{' '}
      {url ? (
        <Anchor href={url} target="_blank" rel="noopener noreferrer" size="sm" underline="always">
          {name}
        </Anchor>
      ) : (
        name
      )}
      {publishedOn && `, ${publishedOn}`}
      {of.reliability && ` (${of.reliability}${of.credibility ?? ''})`}{' '}
      {isPreferred && (
        <Badge variant="light" color="green" tt="none" title={of.preferredReason ?? ''}>
          The lab goes by it
        </Badge>
      )}
      {mayEdit && (
        <Group gap={2} className="no-print">
          {isOneOfMany && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => setAsked(isPreferred ? 'unprefer' : 'prefer')}
            >
              {isPreferred ? 'Go by it no more…' : 'Go by it…'}
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" onClick={() => setAsked('retract')}>
            Take back…
          </Button>
        </Group>
      )}
      {asked && (
        <AskReason
          title={TITLES[asked]}
          confirm={CONFIRM[asked]}
          isDanger={asked === 'retract'}
          act={act}
          onClose={() => setAsked(undefined)}
        >
          {publisher}: {of.statement}
        </AskReason>
      )}
    </>
  );
}

const TITLES = {
  prefer: 'Go by what this source says?',
  unprefer: 'Go by it no more?',
  retract: 'Take the record back?',
};
const CONFIRM = { prefer: 'Go by it', unprefer: 'Go by it no more', retract: 'Take it back' };
