import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';

/** What is to be done in cases of each kind. */
export function Component() {
  const read = useRead('/v1/playbooks', {});
  return (
    <Page title="Playbooks">
      <Loaded read={read}>
        {(playbooks) =>
          playbooks.length === 0 ? (
            <Empty title="No playbook yet">
              A playbook lists the tasks of a kind of case. A new case of the kind begins with them.
            </Empty>
          ) : (
            <Rows
              label="Playbooks"
              heads={['Kind of case', 'Playbook', 'Version', 'Tasks', 'Written']}
              rows={playbooks.map((of) => ({
                id: of.kind,
                cells: [
                  <Anchor key="kind" component={Link} to={paths.playbook(of.kind)} size="sm">
                    {inWords(of.kind)}
                  </Anchor>,
                  of.name,
                  of.version,
                  `${of.tasks.length}, of which ${of.tasks.filter(({ isMandatory }) => isMandatory).length} mandatory`,
                  <Instant key="at" at={of.writtenAt} />,
                ],
              }))}
            />
          )
        }
      </Loaded>
    </Page>
  );
}
