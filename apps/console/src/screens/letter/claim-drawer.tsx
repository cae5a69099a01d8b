import { Code, Drawer, Stack, Table, Text } from '@mantine/core';
import { Instant } from '../../kit/instant';
import { inWords } from '../../kit/chips';
import { CLAIM_STATES, type CitedClaim, ClaimState } from '../letters/letter-terms';

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
  const rows = [
    ['The letter says', of.phrase],
    ['Exact value', `${of.value} ${of.unit}`],
    ['Qualifier', inWords(of.qualifier)],
    ['Measure', of.measure],
    ['Counting rule', of.countingRule],
  ];
  return (
    <Stack gap="sm">
      <div>
        <ClaimState of={of.state} />
        <Text size="sm" mt={4}>
          {CLAIM_STATES[of.state]?.means}
        </Text>
      </div>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(([label, text]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" w={140} fw={500}>
                {label}
              </Table.Th>
              <Table.Td>{text}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Th scope="row" fw={500}>
              Snapshot
            </Table.Th>
            <Table.Td>
              taken <Instant at={of.snapshot.asOf} />
              <br />
              <Code>{of.snapshot.id}</Code>
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row" fw={500}>
              Counted again
            </Table.Th>
            <Table.Td>
              {of.reproduction ? (
                <>
                  by another way: {of.reproduction.value}, <Instant at={of.reproduction.at} />
                  <br />
                  {of.reproduction.value === of.value ? 'The same value.' : 'Another value.'}
                </>
              ) : (
                'Not yet: it cannot be cited in a frozen letter.'
              )}
            </Table.Td>
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row" fw={500}>
              Query
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Code>{of.queryHash}</Code>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
