import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api } from '../../api/client';
import { type ParamsOf, useRead } from '../../api/reads';
import { paths } from '../../app/paths';
import { Instant } from '../../kit/instant';
import { Line, Panel, Small } from './panel';

/** Notes in which somebody named this person and that they have not read. */
export function Mentions() {
  const query = { unread: true, limit: 50 } as unknown as ParamsOf<'/v1/mentions'>['query'];
  const read = useRead('/v1/mentions', { query });
  const mark = useAct({
    act: (noteIds: string[]) => answerOf(api.POST('/v1/mentions/read', { body: { noteIds } })),
    touches: ['/v1/mentions'],
  });
  const items = read.data?.items;
  return (
    <Panel
      title="Mentions"
      read={{ ...read, data: items }}
      isMore={Boolean(read.data?.nextCursor)}
      empty="Nobody has named you in a note that you have not read."
      all={
        items &&
        items.length > 0 && (
          <Small onClick={() => mark.mutate(items.map(({ noteId }) => noteId))}>Mark all as read</Small>
        )
      }
    >
      {(of) => (
        <>
          <Line aside={<Instant at={of.writtenAt} isShort c="dimmed" />}>
            <Anchor component={Link} to={paths.caseNotes(of.caseId)} size="sm" underline="always">
              {of.authorName}
            </Anchor>{' '}
            {of.text}
          </Line>
          <Text size="xs" c="dimmed">
            Case {of.caseNumber} {of.caseTitle}
          </Text>
        </>
      )}
    </Panel>
  );
}
