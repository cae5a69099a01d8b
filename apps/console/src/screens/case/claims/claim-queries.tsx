import { Code, SimpleGrid, Text } from '@mantine/core';
import { Instant } from '../../../kit/instant';
import { Section } from '../../../kit/section';
import { type Claim, figure } from '../../../kit/claim-terms';

/** Both ways in which a claim was counted, with what each gave. */
export function ClaimQueries({ of }: { of: Claim }) {
  const { reproduction } = of;
  return (
    <Section title="How it was counted">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Way title="First way" value={of.value} query={of.query} hash={of.queryHash} />
        {reproduction ? (
          <div>
            <Way
              title="Second way"
              value={reproduction.value}
              query={reproduction.query}
              hash={reproduction.queryHash}
            />
            <Instant at={reproduction.at} size="xs" c="dimmed" />
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            It was not counted by the second way yet. Only when both ways give the same can it be approved.
          </Text>
        )}
      </SimpleGrid>
      {of.parameters && (
        <>
          <Text size="sm" fw={600} mt="sm">
            With
          </Text>
          <Code
            block
            tabIndex={0}
            aria-label="Parameters of the queries"
            mah={180}
            style={{ overflow: 'auto' }}
          >
            {JSON.stringify(of.parameters, null, 2)}
          </Code>
        </>
      )}
      {of.engineVersion && (
        <Text size="xs" c="dimmed" mt={4}>
          Engine {of.engineVersion}
        </Text>
      )}
    </Section>
  );
}

function Way(props: { title: string; value: string | null; query: string | null; hash: string | null }) {
  const { title, value, query, hash } = props;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}: {figure(value)}
      </Text>
      {query && (
        <Code
          block
          tabIndex={0}
          aria-label={`Query of the ${title.toLowerCase()}`}
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {query}
        </Code>
      )}
      {hash && (
        <Text size="xs" c="dimmed" truncate title={hash}>
          SHA-256 {hash}
        </Text>
      )}
    </div>
  );
}
