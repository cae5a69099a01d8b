import { Alert, Anchor, Group, Stack, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Person } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { useCaseId } from '../../../kit/use-case';
import { ClaimActs } from './claim-acts';
import { ClaimLetters } from './claim-letters';
import { ClaimQueries } from './claim-queries';
import { ClaimState, figure, measureName } from '../../../kit/claim-terms';
import { ClaimWords } from './claim-words';
import { Recounts } from './recounts';
import { Fact, Facts } from '../../../kit/facts';

type Detail = View<'ClaimWithCitationsView'>;

/** One claim: its figure and words, how it was counted both times, who stands for it, and who says it. */
export function Component() {
  const caseId = useCaseId();
  const claimId = useParams()['claimId'] ?? '';
  const read = useRead('/v1/claims/{id}', { path: { id: claimId } });
  return (
    <Stack gap="md">
      <Anchor component={Link} to={paths.caseClaims(caseId)} size="sm" className="no-print">
        ← All claims of the case
      </Anchor>
      <Loaded read={read}>{(of) => <Details of={of} key={of.id} />}</Loaded>
    </Stack>
  );
}

function Details({ of }: { of: Detail }) {
  return (
    <Stack gap="lg" maw="64rem">
      <Section title={`Claim ${of.number}: ${measureName(of.measure)}`} actions={<ClaimActs of={of} />}>
        <Group gap="sm" align="baseline">
          <Text fz={28} fw={700}>
            {figure(of.value)}
          </Text>
          <Text>{of.unit === 'date' ? 'UTC day' : of.unit}</Text>
          <ClaimState of={of} />
        </Group>
        <Text size="sm" c="dimmed">
          {of.countingRule}
        </Text>
        {of.state === 'stale' && (
          <Alert color="red" mt="sm" title="Its words are true no more">
            A later count found them untrue. It cannot be cited any more.{' '}
            <Anchor
              component={Link}
              to={paths.successorOfClaim(of.caseId, of.id)}
              size="sm"
              underline="always"
              c="inherit"
            >
              Claim the figure anew
            </Anchor>
          </Alert>
        )}
        {of.isSuperseded && (
          <Alert mt="sm" title="Another claim has taken its place">
            It cannot be cited any more.
          </Alert>
        )}
      </Section>
      <ClaimWords of={of} />
      <Section title="Who stands for it">
        <Facts>
          <Fact label="Claimed by">
            <Person id={of.createdBy} />, <Instant at={of.createdAt} />
          </Fact>
          <Fact label="Words chosen by">
            <Person id={of.phrasedBy} nobody="Nobody yet" />
          </Fact>
          <Fact label="Approved by">
            <Person id={of.approvedBy} nobody="Nobody yet" />
            {of.approvedAt && (
              <>
                , <Instant at={of.approvedAt} />
              </>
            )}
          </Fact>
          <Fact label="Data as of">
            <SnapshotName id={of.snapshotId} />, <Instant at={of.asOf} />
          </Fact>
        </Facts>
      </Section>
      <ClaimQueries of={of} />
      <Recounts of={of} />
      <ClaimLetters of={of} />
    </Stack>
  );
}

function SnapshotName({ id }: { id: string }) {
  const { data } = useRead('/v1/snapshots/{id}', { path: { id } });
  return (
    <Text span size="sm">
      {data ? `Snapshot ${data.number}` : 'Snapshot'}
    </Text>
  );
}
