import { Badge, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { Empty } from '../../../kit/empty';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { TeamDialog } from './team-dialog';

type Team = View<'TeamView'>;

/** The teams to which cases and tasks can be given. */
export function Component() {
  const read = useRead('/v1/teams', { query: { limit: 1_000 } });
  const mayManage = useMay('users.manage');
  const [edited, setEdited] = useState<Team | 'new'>();
  const make = mayManage && (
    <Button size="xs" onClick={() => setEdited('new')}>
      Make a team
    </Button>
  );
  return (
    <Page title="Teams" actions={make}>
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No team yet" action={make}>
              A team is given cases and tasks, which then are everybody’s in it until somebody takes them.
            </Empty>
          ) : (
            <Rows
              label="Teams"
              heads={['Name', 'What it does', 'Members', 'State', ...(mayManage ? ['What can be done'] : [])]}
              rows={items.map((team) => ({
                id: team.id,
                cells: [
                  team.name,
                  team.description || '–',
                  team.members.map(({ name }) => name).join(', ') || 'Nobody yet',
                  <Badge key="state" variant="light" tt="none" color={team.archivedAt ? 'gray' : 'green'}>
                    {team.archivedAt ? 'Archived' : 'In use'}
                  </Badge>,
                  ...(mayManage ? [<TeamActs key="acts" team={team} onEdit={() => setEdited(team)} />] : []),
                ],
              }))}
            />
          )
        }
      </Loaded>
      {edited && (
        <TeamDialog {...(edited === 'new' ? {} : { team: edited })} onClose={() => setEdited(undefined)} />
      )}
    </Page>
  );
}

function TeamActs({ team, onEdit }: { team: Team; onEdit: () => void }) {
  const send = (isArchived: boolean): Promise<Team> =>
    answerOf(api.PATCH('/v1/teams/{id}', { params: { path: { id: team.id } }, body: { isArchived } }));
  const archive = useAct({
    act: send,
    touches: ['/v1/teams', '/v1/people'],
    done: ({ archivedAt, name }) =>
      archivedAt ? `${name} is given nothing new.` : `${name} is in use again.`,
    undo: (_, isArchived) => async () => {
      await send(!isArchived);
      return `${team.name} is as before.`;
    },
  });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" onClick={onEdit}>
        Change…
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        loading={archive.isPending}
        onClick={() => archive.mutate(team.archivedAt === null)}
      >
        {team.archivedAt ? 'Use again' : 'Archive'}
      </Button>
    </Group>
  );
}
