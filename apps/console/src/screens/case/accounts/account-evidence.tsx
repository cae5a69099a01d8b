import { Anchor, Group, Table, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { count, percent } from '../../../kit/numbers';
import { Because, SuggestionBadge, TierBadge } from '../evidence/suggestion';

/** What the findings say of one account: what is suggested and why, its cluster, and how much it used. */
export function AccountEvidence({ caseId, accountId }: { caseId: string; accountId: string }) {
  const read = useRead('/v1/cases/{id}/weighed-accounts/{accountId}', { path: { id: caseId, accountId } });
  return (
    <section aria-labelledby="evidence-heading">
      <Title order={2} size="h5" id="evidence-heading">
        Evidence
      </Title>
      <Loaded read={read}>
        {({ suggestion, score, because, cluster, tier, exchanges, campaignExchanges, firstAt, lastAt }) =>
          suggestion === null && tier === null && exchanges === null ? (
            <Text size="sm" c="dimmed">
              No run has looked at it yet.
            </Text>
          ) : (
            <>
              <Group gap="xs" my={4}>
                {suggestion && (
                  <>
                    <Text size="sm">Suggested:</Text> <SuggestionBadge of={suggestion} />
                  </>
                )}
                {tier && (
                  <>
                    <Text size="sm">Was a candidate:</Text> <TierBadge of={tier} />
                  </>
                )}
                {cluster !== null && (
                  <Anchor
                    component={Link}
                    to={paths.caseCluster(caseId, cluster)}
                    size="sm"
                    underline="always"
                  >
                    Cluster {cluster}
                  </Anchor>
                )}
              </Group>
              <Because of={because} />
              <Table verticalSpacing={2} fz="sm" mt="xs">
                <Table.Tbody>
                  {(
                    [
                      ['How likely it belongs', percent(score)],
                      ['Exchanges', count(exchanges)],
                      ['In campaign templates', count(campaignExchanges)],
                      ['First used', firstAt ? <Instant key="first" at={firstAt} /> : '–'],
                      ['Last used', lastAt ? <Instant key="last" at={lastAt} /> : '–'],
                    ] as const
                  ).map(([label, value]) => (
                    <Table.Tr key={label}>
                      <Table.Th scope="row" fw={500} w={170}>
                        {label}
                      </Table.Th>
                      <Table.Td>{value}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
