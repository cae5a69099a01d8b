import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../../../api/reads';
import { Empty } from '../../../kit/empty';
import { Loaded } from '../../../kit/loaded';
import { ClaimState } from '../../../kit/claim-terms';
import type { CitedClaim, Letter } from '../letter-terms';
import { FindingList } from './finding-list';
import type { Finding } from './letter-findings';
import { PdfPreview } from './pdf-preview';

/** What stands beside the text of a letter: what is to be put right, the claims that it cites, and how it prints. */
export function Beside(props: {
  of: Letter;
  claims: readonly CitedClaim[];
  /** Whether the text was changed since it was saved. */
  isChanged: boolean;
  onFinding: (finding: Finding) => void;
  onClaim: (number: string) => void;
}) {
  const { of, isChanged, onFinding, onClaim } = props;
  const [tab, setTab] = useState<string | null>(of.findings.length > 0 ? 'findings' : 'pdf');
  const cited = useRead('/v1/letters/{id}/claims', { path: { id: of.id }, query: {} });
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} className="no-print">
      <Tabs.List aria-label="Beside the text" mb="xs">
        <Tabs.Tab value="findings">To put right ({of.findings.length})</Tabs.Tab>
        <Tabs.Tab value="claims">Claims ({cited.data?.length ?? '…'})</Tabs.Tab>
        <Tabs.Tab value="pdf">PDF</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="findings">
        <FindingList of={of.findings} isChanged={isChanged} onPick={onFinding} />
      </Tabs.Panel>
      <Tabs.Panel value="claims">
        <Loaded read={cited}>{(claims) => <Cited of={claims} onPick={onClaim} />}</Loaded>
      </Tabs.Panel>
      <Tabs.Panel value="pdf">
        {isChanged && (
          <Text size="sm" c="dimmed" mb={4}>
            As it was saved; what you have written since is not in it.
          </Text>
        )}
        <PdfPreview of={of} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** The claims that the letter cites, as they stand today. */
function Cited({ of, onPick }: { of: readonly CitedClaim[]; onPick: (number: string) => void }) {
  if (of.length === 0)
    return (
      <Empty title="No claim is cited">
        A figure stands in a letter only as a claim of the case. Choose one above the text, or write{' '}
        {'{{C-1}}'} with its number.
      </Empty>
    );
  return (
    <Stack gap={6}>
      {of.map(({ number, phrase, state }) => (
        <Group key={number} gap="xs" wrap="nowrap" justify="space-between">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Open the evidence of ${number}`}
            onClick={() => onPick(number)}
          >
            {number}: {phrase}
          </Button>
          <ClaimState of={{ state }} />
        </Group>
      ))}
    </Stack>
  );
}
