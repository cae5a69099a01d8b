import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../../../app/paths';
import { inWords } from '../../../../kit/chips';
import { count, percent } from '../../../../kit/numbers';
import { useCaseId } from '../../../../kit/use-case';
import { FAMILY_NAMES } from '../analyzer-names';
import { money } from './format';
import type { Results, Tie } from './shapes';
import { SmallTable } from './small-table';

/** The sums over all accounts. */
export function AccountTotals({ of }: { of: Results['account-totals'] }) {
  const sums: [string, number][] = [
    ['Accounts', of.accounts],
    ['Used', of.accountsUsed],
    ['Never used', of.accountsNeverUsed],
    ['Exchanges', of.exchanges],
    ['Refused or broken', of.failed],
    ['Tokens read', of.inputTokens],
    ['Tokens written', of.outputTokens],
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} maw="56rem" component="dl" m={0}>
      {sums.map(([label, sum]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} size="lg" fw={600}>
            {count(sum)}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

const TIES = [
  ['instruments', 'Payment instruments'],
  ['networks', 'Networks'],
  ['domains', 'E-mail domains'],
  ['fingerprints', 'Client fingerprints'],
] as const;

/** Things that accounts of the campaign have in common and others do not. */
export function SharedThings({ of }: { of: Results['shared-infrastructure'] }) {
  return (
    <Stack gap="md">
      <SmallTable
        title={titled('Template families', of.families.campaign, of.families.top.length)}
        rows={of.families.top}
        columns={[
          { header: 'Template', cell: ({ leader }) => leader },
          { header: 'Variants', isNumber: true, cell: ({ variants }) => count(variants) },
          { header: 'Accounts inside', isNumber: true, cell: ({ ownersInside }) => count(ownersInside) },
          { header: 'Outside', isNumber: true, cell: ({ ownersOutside }) => count(ownersOutside) },
          { header: 'Exchanges', isNumber: true, cell: ({ exchangesInside }) => count(exchangesInside) },
        ]}
      />
      {TIES.map(([key, label]) => (
        <SmallTable<Tie>
          key={key}
          title={titled(label, of[key].count, of[key].top.length)}
          rows={of[key].top}
          columns={[
            { header: label.replace(/s$/, ''), cell: ({ value }) => value },
            {
              header: 'Accounts of the core',
              isNumber: true,
              cell: ({ ownersInside }) => count(ownersInside),
            },
            { header: 'Others', isNumber: true, cell: ({ ownersOutside }) => count(ownersOutside) },
          ]}
        />
      ))}
    </Stack>
  );
}

const titled = (label: string, all: number, shown: number): string =>
  all > shown ? `${label}: the first ${count(shown)} of ${count(all)}` : `${label}: ${count(all)}`;

/** What speaks for belonging to the campaign, and where to go on. */
export function Belonging({ of }: { of: Results['membership'] }) {
  const id = useCaseId();
  return (
    <Stack gap="sm">
      <Text size="sm">
        <Anchor component={Link} to={`${paths.caseAccounts(id)}?suggestion=confirm`} underline="always">
          Accounts by suggestion
        </Anchor>
        {' · '}
        <Anchor component={Link} to={paths.caseCandidates(id)} underline="always">
          Candidates outside the case
        </Anchor>
      </Text>
      <SmallTable
        title="How much each trait tells, from least to most (above 0: for the campaign)"
        rows={of.traits}
        columns={[
          { header: 'Trait', cell: ({ trait }) => inWords(trait) },
          { header: 'Evidence', cell: ({ family }) => FAMILY_NAMES[family] ?? family },
          { header: 'Weights', cell: ({ weights }) => weights.map((weight) => weight.toFixed(2)).join('  ') },
        ]}
      />
    </Stack>
  );
}

/** Where the clusters are shown. */
export function ToClusters(_props: { of: Results['clusters'] }) {
  return (
    <Anchor component={Link} to={paths.caseClusters(useCaseId())} underline="always">
      The clusters and what ties them
    </Anchor>
  );
}

/** Keys and exchanges by what they were used for. */
export function CoverTraffic({ of }: { of: Results['cover-traffic'] }) {
  const id = useCaseId();
  return (
    <Stack gap="sm">
      <SmallTable
        title="By what the keys were used for"
        rows={[
          ['Cover: no part of the campaign', 'cover'] as const,
          ['Campaign', 'campaign'] as const,
          ['To be looked at', 'review'] as const,
        ]}
        columns={[
          { header: 'Used for', cell: ([label]) => label },
          { header: 'Keys', isNumber: true, cell: ([, key]) => count(of.suggestions[key]) },
          { header: 'Exchanges', isNumber: true, cell: ([, key]) => count(of.exchanges[key]) },
        ]}
      />
      <Anchor component={Link} to={paths.caseKeys(id)} underline="always" size="sm">
        The keys, one by one
      </Anchor>
    </Stack>
  );
}

/** What the tokens were worth, model by model. */
export function Value({ of }: { of: Results['value'] }) {
  const { currency } = of.priceList;
  return (
    <SmallTable
      title="By model"
      rows={of.models}
      columns={[
        { header: 'Model', cell: ({ model }) => model },
        { header: 'Exchanges', isNumber: true, cell: ({ exchanges }) => count(exchanges) },
        { header: 'Tokens read', isNumber: true, cell: ({ inputTokens }) => count(inputTokens) },
        { header: 'Tokens written', isNumber: true, cell: ({ outputTokens }) => count(outputTokens) },
        { header: 'Counted by', cell: ({ tokenizer }) => tokenizer ?? '–' },
        {
          header: 'Value',
          isNumber: true,
          cell: ({ value }) => (value === null ? 'No price' : money(value, currency)),
        },
        {
          header: 'Share',
          isNumber: true,
          cell: ({ value }) => (value === null || of.value === 0 ? '–' : percent(value / of.value)),
        },
      ]}
    />
  );
}
