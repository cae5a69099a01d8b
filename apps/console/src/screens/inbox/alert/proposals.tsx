import { Stack, Title } from '@mantine/core';
import { useRead } from '../../../api/reads';
import { ProposalCard } from '../../../kit/proposals/proposal-card';

/** The cases that an alert may belong to, with what speaks for it. */
export function Proposals({ alertId }: { alertId: string }) {
  const { data } = useRead('/v1/alerts/{id}/proposals', { path: { id: alertId } });
  if (!data || data.items.length === 0) return null;
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        May belong to
      </Title>
      {data.items.map((proposal) => (
        <ProposalCard key={proposal.id} of={proposal} />
      ))}
    </Stack>
  );
}
