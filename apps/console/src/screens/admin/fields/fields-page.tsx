import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { FieldDialog } from './field-dialog';

type Field = View<'CustomFieldView'>;

/** What cases of a kind are asked beyond what every case has. */
export function Component() {
  const read = useRead('/v1/custom-fields', {});
  const mayManage = useMay('casework.configure');
  const [edited, setEdited] = useState<Field | 'new'>();
  const define = mayManage && (
    <Button size="xs" onClick={() => setEdited('new')}>
      Define a field
    </Button>
  );
  return (
    <Page title="Custom fields" actions={define}>
      <Loaded read={read}>
        {(fields) =>
          fields.length === 0 ? (
            <Empty title="No custom field yet" action={define}>
              A custom field asks of every case of a kind what the lab wants to know of it, and may have to be
              filled in before the case can be closed.
            </Empty>
          ) : (
            <Rows
              label="Custom fields"
              heads={[
                'Field',
                'Type',
                'Asked of',
                'Needed to close',
                'State',
                ...(mayManage ? ['What can be done'] : []),
              ]}
              rows={fields.map((field) => ({
                id: field.id,
                cells: [
                  <div key="field">
                    {field.label}
                    <Text size="xs" c="dimmed">
                      {field.key}
                    </Text>
                  </div>,
                  field.type === 'choice'
                    ? `Choice of ${field.choices.filter(({ isArchived }) => !isArchived).length}`
                    : inWords(field.type),
                  field.kinds.map(inWords).join(', '),
                  field.isRequiredToClose ? 'Yes' : 'No',
                  <Badge key="state" variant="light" tt="none" color={field.archivedAt ? 'gray' : 'green'}>
                    {field.archivedAt ? 'Archived' : 'In use'}
                  </Badge>,
                  ...(mayManage
                    ? [<FieldActs key="acts" field={field} onEdit={() => setEdited(field)} />]
                    : []),
                ],
              }))}
            />
          )
        }
      </Loaded>
      {edited && (
        <FieldDialog {...(edited === 'new' ? {} : { field: edited })} onClose={() => setEdited(undefined)} />
      )}
    </Page>
  );
}

function FieldActs({ field, onEdit }: { field: Field; onEdit: () => void }) {
  const archive = useAct({
    act: (isArchived: boolean) =>
      answerOf(
        api.PATCH('/v1/custom-fields/{id}', { params: { path: { id: field.id } }, body: { isArchived } }),
      ),
    touches: ['/v1/custom-fields'],
    done: ({ label, archivedAt }) =>
      archivedAt
        ? `${label} is asked of no case any more; what was answered stays.`
        : `${label} is asked again.`,
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
        onClick={() => archive.mutate(field.archivedAt === null)}
      >
        {field.archivedAt ? 'Use again' : 'Archive'}
      </Button>
    </Group>
  );
}
