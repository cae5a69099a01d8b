import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { inZone } from '../../../kit/time';
import { EditPlaybook } from './edit-playbook';

type Playbook = View<'PlaybookView'>;

/** A playbook as it is and as it was: the tasks of a kind of case. */
export function Component() {
  const kind = useParams()['kind'] as Playbook['kind'];
  const read = useRead('/v1/playbooks/{kind}/versions', { path: { kind } });
  const mayManage = useMay('casework.configure');
  const [version, setVersion] = useState<string | null>(null);
  const [isEditing, setEditing] = useState(false);
  return (
    <Loaded read={read}>
      {(versions) => {
        const [latest, ...before] = [...versions].sort((a, b) => b.version - a.version);
        const shown = before.find((one) => String(one.version) === version) ?? latest;
        return (
          <Page
            title={`Playbook: ${inWords(kind)}`}
            crumbs={[{ label: 'Playbooks', to: paths.playbooks }]}
            actions={
              mayManage &&
              latest && (
                <Button size="xs" onClick={() => setEditing(true)}>
                  Write a new version
                </Button>
              )
            }
          >
            {shown && (
              <>
                <Select
                  label="Version"
                  size="xs"
                  w={340}
                  allowDeselect={false}
                  value={String(shown.version)}
                  onChange={setVersion}
                  data={[latest!, ...before].map((one) => ({
                    value: String(one.version),
                    label: `${one.version}, written ${inZone(one.writtenAt)}${one === latest ? ' (in use)' : ''}`,
                  }))}
                />
                <Tasks of={shown} />
              </>
            )}
            {isEditing && latest && <EditPlaybook of={latest} onClose={() => setEditing(false)} />}
          </Page>
        );
      }}
    </Loaded>
  );
}

function Tasks({ of }: { of: Playbook }) {
  const titles = new Map(of.tasks.map(({ key, title }) => [key, title]));
  const { data: fields = [] } = useRead('/v1/custom-fields', {});
  const labels = new Map(fields.map(({ key, label }) => [key, label]));
  return (
    <>
      <Text size="sm">{of.description}</Text>
      {of.requiredFields.length > 0 && (
        <Text size="sm">
          Needed before the case is closed:{' '}
          {of.requiredFields.map((key) => labels.get(key) ?? key).join(', ')}.
        </Text>
      )}
      <Text size="xs" c="dimmed">
        Written <Instant at={of.writtenAt} size="xs" c="dimmed" />. Cases that began with it keep it.
      </Text>
      <Rows
        label="Tasks of the playbook"
        heads={['Task', 'Group', 'Due after', 'Mandatory', 'Only after']}
        rows={of.tasks.map((task) => ({
          id: task.key,
          cells: [
            task.title,
            task.groupName || '–',
            task.dueInHours === null ? '–' : `${task.dueInHours} h`,
            task.isMandatory ? 'Yes' : 'No',
            task.dependsOn.map((key) => titles.get(key) ?? key).join(', ') || '–',
          ],
        }))}
      />
    </>
  );
}
