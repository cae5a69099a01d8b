import { Badge, Button, List, Text } from '@mantine/core';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { usePages } from '../../../api/reads';
import { Failure } from '../../../kit/failure';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';
import type { Claim } from '../../../kit/claim-terms';

/** The letters that say a claim, and whether one of them is flagged since a later count found it untrue. */
export function ClaimLetters({ of }: { of: Claim }) {
  return useMay('letters.read') ? <Letters of={of} /> : null;
}

function Letters({ of }: { of: Claim }) {
  const pages = usePages('/v1/claims/{id}/letters', { path: { id: of.id } });
  const letters = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title="Cited in">
      {pages.error && !pages.data ? (
        <Failure error={pages.error} onRetry={() => void pages.refetch()} />
      ) : letters.length === 0 ? (
        <Text size="sm" c="dimmed">
          No frozen letter cites it.
        </Text>
      ) : (
        <List size="sm">
          {letters.map((letter) => (
            <List.Item key={letter.id}>
              <Letter of={letter} />
            </List.Item>
          ))}
        </List>
      )}
      {pages.hasNextPage && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          More letters
        </Button>
      )}
    </Section>
  );
}

function Letter({ of }: { of: View<'CitingLetterView'> }) {
  return (
    <>
      {of.number}, version {of.version}, {of.state.toLowerCase()}
      {of.sentAt && (
        <>
          , sent <Instant at={of.sentAt} />
        </>
      )}{' '}
      {of.flag === 'open' && (
        <Badge variant="light" color="red" tt="none">
          Says what is true no more
        </Badge>
      )}
      {of.flag === 'resolved' && (
        <Badge variant="light" color="gray" tt="none">
          Decided about
        </Badge>
      )}
    </>
  );
}
