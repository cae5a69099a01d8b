import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { AskReason } from '../../../kit/ask-reason';
import { Severity } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { Instant } from '../../../kit/instant';
import { count } from '../../../kit/numbers';
import { thingsOf } from '../../../kit/proposals/why';
import { BulkBar } from '../../../kit/table/bulk-bar';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { useSelection } from '../../../kit/table/selection';
import { useCase, useCaseId } from '../../../kit/use-case';
import { AttachAlerts } from './attach-alerts';

type CaseAlert = View<'CaseAlertView'>;

/** Why an alert is in the case: who put it there, or what it shares with others. */
function why({ source, explanation }: CaseAlert): string {
  if (source === 'staff' && !explanation) return 'Put here by a person';
  const shared = (explanation?.shared ?? []).map(
    ({ kind, count: shares, examples }) => `${thingsOf(kind, shares)} (${examples.slice(0, 2).join(', ')})`,
  );
  return shared.length > 0 ? `Shares ${shared.join('; ')}` : 'Belongs together with others';
}

const COLUMNS: readonly Column<CaseAlert>[] = [
  { id: 'title', header: 'Alert', width: 'minmax(14rem, 2fr)', cell: (of) => of.title },
  { id: 'type', header: 'Type', isExtra: true, width: '14rem', cell: (of) => of.type },
  { id: 'severity', header: 'Severity', width: '7rem', cell: (of) => <Severity of={of.severity} /> },
  {
    id: 'occurred',
    header: 'Happened',
    width: '8.5rem',
    cell: (of) => <Instant at={of.occurredFrom} isShort />,
  },
  {
    id: 'why',
    header: 'Why it is here',
    width: 'minmax(14rem, 2fr)',
    cell: (of) => <span title={why(of)}>{why(of)}</span>,
  },
  {
    id: 'attached',
    header: 'Since',
    isExtra: true,
    width: '8.5rem',
    cell: (of) => <Instant at={of.attachedAt} isShort />,
  },
];

/** The alerts of a case, each with why it is here. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const selection = useSelection();
  const [isAttaching, setAttaching] = useState(false);
  const [isDetaching, setDetaching] = useState(false);
  const pages = usePages('/v1/cases/{id}/alerts', { path: { id }, query: { limit: 200 } });
  const mayEdit = useMay('cases.edit') && of?.isOpen === true;
  const alertIds = [...selection.ids];
  const touches = ['/v1/cases/{id}', '/v1/alerts'];
  const attach = async (ids: string[]): Promise<string> => {
    const { attached } = await answerOf(
      api.POST('/v1/cases/{id}/alerts', { params: { path: { id } }, body: { alertIds: ids } }),
    );
    return `${attached === 1 ? 'One alert is' : `${attached} alerts are`} in the case again.`;
  };
  const detach = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/alerts/detach', { params: { path: { id } }, body: { alertIds, reason } }),
      ),
    touches,
    done: ({ detached, unnamedAccounts }) =>
      `${detached === 1 ? 'One alert is' : `${count(detached)} alerts are`} out of the case.` +
      (unnamedAccounts > 0
        ? ` ${unnamedAccounts === 1 ? 'One account stays' : `${count(unnamedAccounts)} accounts stay`}, which no alert of the case names now.`
        : ''),
    undo: () => {
      const ids = alertIds;
      return () => attach(ids);
    },
    isQuiet: true,
  });
  return (
    <Stack gap="xs">
      {mayEdit && (
        <Group gap="xs" grow preventGrowOverflow={false} wrap="nowrap">
          <BulkBar selection={selection} noun="alerts">
            {alertIds.length > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => setDetaching(true)}>
                Take out of the case…
              </Button>
            )}
            <Button size="compact-sm" onClick={() => setAttaching(true)}>
              Put alerts in…
            </Button>
          </BulkBar>
        </Group>
      )}
      <DataTable
        label="Alerts of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={(alert) => alert.alertId}
        height="calc(100dvh - 19rem)"
        empty={
          <Empty title="No alert is in this case">
            Alerts that belong together come into one case by themselves. Others can be put in from the inbox
            or here.
          </Empty>
        }
        {...(mayEdit ? { selection } : {})}
      />
      {isAttaching && <AttachAlerts caseId={id} onClose={() => setAttaching(false)} />}
      {isDetaching && (
        <AskReason
          title={alertIds.length === 1 ? 'Take the alert out?' : `Take ${alertIds.length} alerts out?`}
          label="Why they do not belong here"
          confirm={alertIds.length === 1 ? 'Take one alert out' : `Take ${alertIds.length} alerts out`}
          act={{
            isPending: detach.isPending,
            mutate: (reason, told) =>
              detach.mutate(reason, {
                ...told,
                onSuccess: () => {
                  selection.clear();
                  told.onSuccess();
                },
              }),
          }}
          onClose={() => setDetaching(false)}
        >
          They go back among the alerts in progress, and do not come into this case again by themselves. The
          accounts and entities that they brought stay.
        </AskReason>
      )}
    </Stack>
  );
}
