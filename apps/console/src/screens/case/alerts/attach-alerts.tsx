import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { usePages } from '../../../api/reads';
import { Severity } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { many } from '../../../kit/numbers';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { useSelection } from '../../../kit/table/selection';

const COLUMNS: readonly Column<View<'AlertView'>>[] = [
  { id: 'title', header: 'Alert', width: 'minmax(12rem, 1fr)', cell: (of) => of.title },
  { id: 'severity', header: 'Severity', width: '7rem', cell: (of) => <Severity of={of.severity} /> },
  {
    id: 'occurred',
    header: 'Happened',
    width: '8.5rem',
    cell: (of) => <Instant at={of.occurredFrom} isShort />,
  },
];

/** Chooses open alerts that are in no case, and puts them into this one. */
export function AttachAlerts({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const selection = useSelection();
  const pages = usePages('/v1/alerts', { query: { stage: ['New', 'InProgress'], limit: 100 } });
  const alertIds = [...selection.ids];
  const attach = useAct({
    act: () =>
      answerOf(api.POST('/v1/cases/{id}/alerts', { params: { path: { id: caseId } }, body: { alertIds } })),
    touches: ['/v1/cases/{id}', '/v1/alerts'],
    done: ({ attached, already }) =>
      `${attached === 1 ? 'One alert is' : `${attached} alerts are`} in the case now.` +
      (already > 0 ? ` ${already} were before.` : ''),
    isQuiet: true,
  });
  return (
    <Modal opened onClose={onClose} title="Put alerts into the case" size="xl">
      <Stack gap="sm">
        <DataTable
          label="Open alerts"
          pages={pages}
          columns={COLUMNS}
          rowId={(alert) => alert.id}
          onOpen={(alert) => selection.toggle(alert.id)}
          selection={selection}
          height="45vh"
          empty={
            <Empty title="No alert is open">Alerts that nobody has closed or put into a case are here.</Empty>
          }
        />
        {attach.error && <Failure error={attach.error} />}
        <Group justify="space-between">
          <Text size="sm">The accounts and entities that they name come with them.</Text>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              disabled={alertIds.length === 0}
              loading={attach.isPending}
              onClick={() => attach.mutate(undefined, { onSuccess: onClose })}
            >
              {alertIds.length === 0 ? 'Put them in' : `Put ${many(alertIds.length, 'alert')} in`}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}
