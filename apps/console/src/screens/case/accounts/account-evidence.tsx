import { Anchor, Group, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { count, percent } from '../../../kit/numbers';
import { Because, SuggestionBadge, TierBadge } from '../evidence/suggestion';
import { Fact, Facts } from '../../../kit/facts';

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
              <Facts>
                <Fact label="How likely it belongs">{percent(score)}</Fact>
                <Fact label="Exchanges">{count(exchanges)}</Fact>
                <Fact label="In campaign templates">{count(campaignExchanges)}</Fact>
                <Fact label="First used">{firstAt ? <Instant at={firstAt} /> : '–'}</Fact>
                <Fact label="Last used">{lastAt ? <Instant at={lastAt} /> : '–'}</Fact>
              </Facts>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
