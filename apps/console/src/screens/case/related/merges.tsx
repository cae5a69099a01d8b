import { Anchor, Button, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePages } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { AskReason } from '../../../kit/ask-reason';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';
import { useCaseId } from '../../../kit/use-case';
import { MergeCases } from './merge-cases';
import { broughtWords, undoneWords } from './merge-words';

type Merge = View<'MergeView'>;

/** Merges of a case with others, and how to undo them. */
export function Merges({ of, mayEdit }: { of: View<'CaseView'> | undefined; mayEdit: boolean }) {
  const id = useCaseId();
  const pages = usePages('/v1/cases/{id}/merges', { path: { id } });
  const merges = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const [isMerging, setMerging] = useState(false);
  const [undoing, setUndoing] = useState<Merge>();
  const undo = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/merges/{mergeId}/undo', {
          params: { path: { id: undoing?.intoId ?? '', mergeId: undoing?.id ?? '' } },
          body: { reason },
        }),
      ),
    touches: ['/v1/cases', '/v1/alerts'],
    done: ({ fromNumber, undone }) =>
      `Case ${fromNumber} stands for itself again. ${undone ? undoneWords(undone) : ''}`,
    isQuiet: true,
  });
  return (
    <Section
      title="Merges"
      actions={
        mayEdit &&
        of && (
          <Button size="compact-xs" variant="subtle" onClick={() => setMerging(true)}>
            Merge a case into this one…
          </Button>
        )
      }
    >
      {pages.error && !pages.data && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && merges.length === 0 && (
        <Text size="sm" c="dimmed">
          No case was merged with it. Two cases about the same can be merged; each keeps its record, and the
          merge can be undone.
        </Text>
      )}
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {merges.map((merge) => (
          <Paper component="li" key={merge.id} withBorder p="xs">
            <Text size="sm">
              <CaseOf id={merge.fromId} number={merge.fromNumber} /> was merged into{' '}
              <CaseOf id={merge.intoId} number={merge.intoNumber} /> by {merge.byName},{' '}
              <Instant at={merge.at} />
              {merge.reason && `: ${merge.reason}`}
            </Text>
            <Text size="sm">{broughtWords(merge)}</Text>
            {merge.leftOut.tags.length > 0 && (
              <Text size="sm">Left out for want of room: the tags {merge.leftOut.tags.join(', ')}.</Text>
            )}
            {merge.undone ? (
              <Text size="sm" c="dimmed">
                Undone by {merge.undone.byName}, <Instant at={merge.undone.at} c="dimmed" />:{' '}
                {merge.undone.reason}. {undoneWords(merge.undone)}
              </Text>
            ) : (
              mayEditMerge(merge, id, mayEdit) && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Undo… (merge of case ${merge.fromNumber})`}
                  onClick={() => setUndoing(merge)}
                >
                  Undo…
                </Button>
              )
            )}
          </Paper>
        ))}
      </Stack>
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          Earlier merges
        </Button>
      )}
      {isMerging && of && <MergeCases of={of} onClose={() => setMerging(false)} />}
      {undoing && (
        <AskReason
          title={`Undo the merge of case ${undoing.fromNumber}?`}
          confirm="Undo the merge"
          act={undo}
          onClose={() => setUndoing(undefined)}
        >
          Case {undoing.fromNumber} is reopened as it was, with its alerts and tasks. What only the merge
          brought leaves case {undoing.intoNumber}; what somebody changed since stays there. Alerts connect
          the two no more by themselves.
        </AskReason>
      )}
    </Section>
  );
}

/** From the case that stands one goes on; a merge is undone there. */
const mayEditMerge = (merge: Merge, id: string, mayEdit: boolean): boolean => mayEdit && merge.intoId === id;

function CaseOf({ id, number }: { id: string; number: number }) {
  return (
    <Anchor component={Link} to={paths.case(id)} size="sm" underline="always">
      Case {number}
    </Anchor>
  );
}
