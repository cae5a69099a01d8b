import { Alert, Button, Group, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { type ParamsOf, usePages, useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { many } from '../../kit/numbers';
import { Empty } from '../../kit/empty';
import { Failure } from '../../kit/failure';
import { useForm } from '../../kit/form';
import type { Column } from '../../kit/table/columns';
import { DataTable } from '../../kit/table/data-table';
import { FilterBar, FilterText, useFilters } from '../../kit/table/filters';
import { type Selection, useSelection } from '../../kit/table/selection';
import { Unsaved } from '../../kit/unsaved';
import { useCase, useCaseId } from '../../kit/use-case';

type Whom = 'confirmed' | 'ticked' | 'listed';

/** Drafts an order on confirmed accounts of a case: all of them, those that are ticked, or those of a list. */
export function Component() {
  const caseId = useCaseId();
  const navigate = useNavigate();
  const { data: of } = useCase();
  const { data: counts } = useRead('/v1/cases/{id}/accounts/counts', { path: { id: caseId } });
  const [whom, setWhom] = useState<Whom>('confirmed');
  const selection = useSelection();
  const form = useForm({ reason: '', accounts: '' });
  const listed = [...new Set(form.values.accounts.split(/\s+/).filter(Boolean))];
  const chosen = whom === 'ticked' ? [...selection.ids] : listed;
  const total = whom === 'confirmed' ? (counts?.confirmed ?? 0) : chosen.length;
  const draft = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/cases/{id}/orders', {
          params: { path: { id: caseId } },
          body: {
            action: 'ban',
            reason: form.values.reason,
            accounts: whom === 'confirmed' ? 'confirmed' : chosen,
          },
        }),
      ),
    touches: ['/v1/orders'],
    isQuiet: true,
  });
  return (
    <Page
      title="Draft an order"
      crumbs={[
        { label: 'Cases', to: paths.cases },
        { label: of ? `#${of.number} ${of.title}` : 'Case', to: paths.case(caseId) },
        { label: 'Orders', to: paths.caseOrders(caseId) },
      ]}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.refuse(undefined);
          draft.mutate(undefined, {
            onSuccess: ({ id }) => void navigate(paths.order(id)),
            onError: form.refuse,
          });
        }}
      >
        <Stack gap="sm">
          <Text size="sm" maw="48rem">
            The draft freezes the accounts and works out whom it hits. Nothing is sent yet: you read it,
            propose it, and somebody else has to approve it.
          </Text>
          <SegmentedControl
            aria-label="Which accounts"
            value={whom}
            onChange={(value) => setWhom(value as Whom)}
            data={[
              { value: 'confirmed', label: `All ${many(counts?.confirmed ?? 0, 'confirmed account')}` },
              { value: 'ticked', label: 'Some of them' },
              { value: 'listed', label: 'A list of ids' },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
          {whom === 'ticked' && <Confirmed selection={selection} confirmed={counts?.confirmed} />}
          {whom === 'listed' && (
            <Textarea
              label="Account ids"
              description="One a line; each must be confirmed in the case."
              autosize
              minRows={6}
              maxRows={16}
              maw="44rem"
              {...form.field('accounts')}
            />
          )}
          {counts?.confirmed === 0 && (
            <Alert color="yellow" title="No account of this case is confirmed">
              An order touches only accounts that a person has confirmed. Give verdicts under Accounts first.
            </Alert>
          )}
          <Textarea
            label="Reason"
            description="Told to the account platform with every account, and read by whoever approves."
            required
            autosize
            minRows={3}
            maw="44rem"
            {...form.field('reason')}
          />
          {form.problem && !form.problem.fault('reason') && <Failure error={form.problem} />}
          <Group>
            <Button type="submit" loading={draft.isPending} disabled={total === 0}>
              Draft the ban of {many(total, 'account')}
            </Button>
            <Button variant="default" onClick={() => void navigate(paths.caseOrders(caseId))}>
              Cancel
            </Button>
          </Group>
        </Stack>
        <Unsaved isAt={form.isChanged && !draft.isPending && !draft.isSuccess} />
      </form>
    </Page>
  );
}

type Account = View<'CaseAccountView'>;
const COLUMNS: readonly Column<Account>[] = [
  { id: 'account', header: 'Account', width: 'minmax(12rem, 1fr)', cell: (of) => of.accountId },
  { id: 'reason', header: 'Confirmed because', width: 'minmax(12rem, 2fr)', cell: (of) => of.reason ?? '–' },
  { id: 'source', header: 'Source', isExtra: true, width: '12rem', cell: (of) => of.source },
];

/** The confirmed accounts, to tick those that are meant. */
function Confirmed({ selection, confirmed }: { selection: Selection; confirmed: number | undefined }) {
  const id = useCaseId();
  const filters = useFilters(['q', 'minShare']);
  const query = {
    ...filters.values,
    status: 'confirmed',
    limit: 500,
  } as unknown as ParamsOf<'/v1/cases/{id}/accounts'>['query'];
  const pages = usePages('/v1/cases/{id}/accounts', { path: { id }, query });
  const isWhole = Object.keys(filters.values).length === 0;
  const tickAll = useAct({
    act: () => idsOf(id, query),
    touches: [],
    done: (ids) => {
      selection.toggleAll(ids.filter((one) => !selection.ids.has(one)));
      return undefined;
    },
  });
  return (
    <Stack gap="xs">
      <FilterBar filters={filters}>
        <FilterText filters={filters} name="q" label="Id begins with" placeholder="acct-00" />
        <FilterText filters={filters} name="minShare" label="Share at least" placeholder="0.5" />
        {!isWhole && (
          <Button
            size="xs"
            variant="default"
            loading={tickAll.isPending}
            onClick={() => tickAll.mutate(undefined)}
          >
            Tick all that match
          </Button>
        )}
        <Text size="sm" role="status">
          {many(selection.ids.size, 'account')} ticked
        </Text>
      </FilterBar>
      <DataTable
        label="Confirmed accounts"
        pages={pages}
        columns={COLUMNS}
        rowId={(of) => of.accountId}
        selection={selection}
        total={isWhole ? confirmed : undefined}
        height="22rem"
        empty={<Empty title="No confirmed account is like this" />}
      />
    </Stack>
  );
}

/** The ids of all accounts that a filter gives, page by page: they are ticked, and none of them is shown for it. */
async function idsOf(id: string, query: ParamsOf<'/v1/cases/{id}/accounts'>['query']): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await answerOf(
      api.GET('/v1/cases/{id}/accounts', {
        params: { path: { id }, query: { ...query, limit: 1_000, ...(cursor ? { cursor } : {}) } },
      }),
    );
    ids.push(...page.items.map(({ accountId }) => accountId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}
