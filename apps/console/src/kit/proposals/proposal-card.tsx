import { Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../api/me';
import { paths } from '../../app/paths';
import { DeclineDialog } from './decline-dialog';
import { type Proposal, useDecide } from './use-decide';
import { why } from './why';

/** A case that an alert may belong to: what speaks for it, and the decision. */
export function ProposalCard({ of }: { of: Proposal }) {
  const mayDecide = useMay('cases.edit');
  const [isDeclining, setDeclining] = useState(false);
  const decide = useDecide();
  return (
    <Paper withBorder p="xs">
      <Anchor component={Link} to={paths.case(of.caseId)} size="sm" underline="always">
        Case {of.caseNumber}: {of.caseTitle}
      </Anchor>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {why(of.explanation)}. Score {of.score}.
      </Text>
      {mayDecide && of.allowed.length > 0 && (
        <Group gap="xs" mt={4}>
          {of.allowed.includes('accept') && (
            <Button
              size="compact-sm"
              loading={decide.isPending}
              onClick={() => decide.mutate({ proposals: [of], decision: 'accept' })}
            >
              Accept: it belongs there
            </Button>
          )}
          {of.allowed.includes('decline') && (
            <Button size="compact-sm" variant="default" onClick={() => setDeclining(true)}>
              Decline…
            </Button>
          )}
        </Group>
      )}
      {isDeclining && (
        <DeclineDialog
          many={1}
          isPending={decide.isPending}
          onClose={() => setDeclining(false)}
          onDecline={(reason) =>
            decide.mutate(
              { proposals: [of], decision: 'decline', reason },
              { onSettled: () => setDeclining(false) },
            )
          }
        />
      )}
    </Paper>
  );
}
