import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { type ParamsOf, usePages } from '../../../api/reads';
import { useShortcuts } from '../../../app/shortcuts';
import { AskReason } from '../../../kit/ask-reason';
import { inWords } from '../../../kit/chips';
import { Empty } from '../../../kit/empty';
import { count, many } from '../../../kit/numbers';
import { BulkBar } from '../../../kit/table/bulk-bar';
import type { Column } from '../../../kit/table/columns';
import { DataTable } from '../../../kit/table/data-table';
import { FilterBar, FilterSelect, useFilters } from '../../../kit/table/filters';
import { type Selection, useSelection } from '../../../kit/table/selection';
import { useCase, useCaseId } from '../../../kit/use-case';

type Key = View<'KeyEvidenceView'>;
type Verdict = NonNullable<Key['verdict']>;

const SUGGESTIONS: Record<Key['suggestion'], string> = {
  cover: 'Cover',
  campaign: 'Campaign',
  review: 'Look at it',
};

/** What the key was mostly used for. */
function mostly({ capabilities }: Key): string {
  const [most] = Object.entries(capabilities).sort(([, a], [, b]) => b - a);
  return most ? `${inWords(most[0])} (${count(most[1])})` : '–';
}

const COLUMNS: readonly Column<Key>[] = [
  { id: 'key', header: 'Key', width: 'minmax(10rem, 1fr)', cell: (of) => of.apiKeyId },
  { id: 'account', header: 'Account', width: 'minmax(11rem, 1fr)', cell: (of) => of.accountId },
  { id: 'suggestion', header: 'Suggested', width: '7rem', cell: (of) => SUGGESTIONS[of.suggestion] },
  {
    id: 'verdict',
    header: 'Verdict',
    width: '6.5rem',
    cell: (of) => (of.verdict === null ? '–' : SUGGESTIONS[of.verdict]),
  },
  {
    id: 'exchanges',
    header: 'Exchanges',
    isExtra: true,
    width: '6.5rem',
    isNumber: true,
    cell: (of) => count(of.exchanges),
  },
  {
    id: 'campaign',
    header: 'Campaign',
    isExtra: true,
    width: '7rem',
    isNumber: true,
    cell: (of) => count(of.campaignExchanges),
  },
  { id: 'mostly', header: 'Mostly for', isExtra: true, width: 'minmax(10rem, 1fr)', cell: mostly },
  { id: 'because', header: 'Because', width: 'minmax(12rem, 2fr)', cell: (of) => of.because.join(' ') },
];

/** API keys of the case's accounts: which carry the campaign, and which unrelated traffic that hides it. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const mayAssess = useMay('cases.assess') && of?.isOpen === true;
  const filters = useFilters(['suggestion']);
  const selection = useSelection();
  const query = {
    ...filters.values,
    limit: 200,
  } as unknown as ParamsOf<'/v1/cases/{id}/key-evidence'>['query'];
  const pages = usePages('/v1/cases/{id}/key-evidence', { path: { id }, query });
  const keys = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack gap="xs">
      <FilterBar filters={filters}>
        <FilterSelect
          filters={filters}
          name="suggestion"
          label="Suggested"
          options={Object.entries(SUGGESTIONS).map(([value, label]) => ({ value, label }))}
        />
      </FilterBar>
      {mayAssess && <VerdictBar selection={selection} keys={keys} />}
      <DataTable
        label="API keys of the case"
        pages={pages}
        columns={COLUMNS}
        rowId={rowIdOf}
        height="calc(100dvh - 26rem)"
        empty={
          <Empty title="No key is like this">
            A run that looks at the usage says of each API key how much of its traffic is of the campaign.
            What you call cover does not count to the campaign in figures and letters.
          </Empty>
        }
        {...(mayAssess ? { selection } : {})}
      />
    </Stack>
  );
}

const rowIdOf = ({ accountId, apiKeyId }: Key): string => `${apiKeyId} of ${accountId}`;

function VerdictBar({ selection, keys }: { selection: Selection; keys: readonly Key[] }) {
  const [asked, setAsked] = useState<Verdict>();
  const ticked = keys.filter((key) => selection.ids.has(rowIdOf(key)));
  const ask = (verdict: Verdict): void => {
    if (ticked.length > 0) setAsked(verdict);
  };
  useShortcuts([
    { keys: 'v', does: 'Call the ticked keys cover', run: () => ask('cover') },
    { keys: 'c', does: 'Call the ticked keys campaign', run: () => ask('campaign') },
  ]);
  return (
    <>
      <BulkBar selection={selection} noun="keys">
        {ticked.length > 0 && (
          <>
            <Button size="compact-sm" onClick={() => ask('cover')}>
              Cover…
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => ask('campaign')}>
              Campaign…
            </Button>
          </>
        )}
      </BulkBar>
      {asked && (
        <VerdictDialog
          verdict={asked}
          keys={ticked}
          onClose={() => setAsked(undefined)}
          onJudged={selection.clear}
        />
      )}
    </>
  );
}

function VerdictDialog(props: {
  verdict: Verdict;
  keys: readonly Key[];
  onClose: () => void;
  onJudged: () => void;
}) {
  const { verdict, keys, onClose, onJudged } = props;
  const id = useCaseId();
  const judge = useAct({
    act: (reason: string) =>
      answerOf(
        api.POST('/v1/cases/{id}/keys/verdicts', {
          params: { path: { id } },
          body: {
            verdict,
            reason,
            keys: keys.map(({ apiKeyId, accountId }) => ({ apiKeyId, accountId })),
          },
        }),
      ),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
    done: ({ changed }) => `${many(changed, 'key')}: ${SUGGESTIONS[verdict].toLowerCase()}.`,
  });
  const what = `${SUGGESTIONS[verdict]}: ${many(keys.length, 'key')}`;
  return (
    <AskReason
      title={what}
      description={
        verdict === 'cover'
          ? 'Their traffic will not count to the campaign. Say what this rests on.'
          : 'Their traffic will count to the campaign. Say what this rests on.'
      }
      confirm={what}
      isDanger={false}
      act={{
        isPending: judge.isPending,
        mutate: (reason, told) =>
          judge.mutate(reason, {
            ...told,
            onSuccess: () => {
              onJudged();
              told.onSuccess();
            },
          }),
      }}
      onClose={onClose}
    />
  );
}
