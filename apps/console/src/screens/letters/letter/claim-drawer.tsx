import { Code, Drawer, Stack, Text } from '@mantine/core';
import { Instant } from '../../../kit/instant';
import { inWords } from '../../../kit/chips';
import { ClaimState, claimStanding, figure, measureName } from '../../../kit/claim-terms';
import type { CitedClaim } from '../letter-terms';
import { Fact, Facts } from '../../../kit/facts';

/** The evidence of a claim: what was counted, by which rule, from which data, and who can rely on it. */
export function ClaimDrawer({
  number,
  of,
  onClose,
}: {
  number: string;
  of: CitedClaim | undefined;
  onClose: () => void;
}) {
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={`Claim ${number}`}>
      {of ? (
        <Evidence of={of} />
      ) : (
        <Text>
          The case has no claim {number} with words. The mark leads nowhere and has to be put right.
        </Text>
      )}
    </Drawer>
  );
}

function Evidence({ of }: { of: CitedClaim }) {
  return (
    <Stack gap="sm">
      <div>
        <ClaimState of={of} />
        <Text size="sm" mt={4}>
          {claimStanding(of.state).means}
        </Text>
      </div>
      <Facts>
        <Fact label="The letter says">{of.phrase}</Fact>
        <Fact label="Exact value">
          {figure(of.value)} {of.unit}
        </Fact>
        <Fact label="Qualifier">{inWords(of.qualifier)}</Fact>
        <Fact label="Measure">{measureName(of.measure)}</Fact>
        <Fact label="Counting rule">{of.countingRule}</Fact>
        <Fact label="Snapshot">
          taken <Instant at={of.snapshot.asOf} />
          <br />
          <Code>{of.snapshot.id}</Code>
        </Fact>
        <Fact label="Counted again">
          {of.reproduction ? (
            <>
              by another way: {figure(of.reproduction.value)}, <Instant at={of.reproduction.at} />
              <br />
              {of.reproduction.value === of.value ? 'The same value.' : 'Another value.'}
            </>
          ) : (
            'Not yet: it cannot be cited in a frozen letter.'
          )}
        </Fact>
        <Fact label="Query">
          <Code>{of.queryHash}</Code>
        </Fact>
      </Facts>
    </Stack>
  );
}
