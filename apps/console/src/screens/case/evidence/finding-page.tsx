import { Anchor, Button, Code, CopyButton, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { count } from '../../../kit/numbers';
import { useCaseId } from '../../../kit/use-case';
import { ANALYZER_TITLES } from './analyzer-names';
import { ResultCharts } from './results/result-charts';
import { inWordsOf } from './results/words';
import { TakeFromFinding } from './take-from-finding';
import { Fact, Facts } from '../../../kit/facts';

type Finding = View<'FindingView'>;

/** One finding: its question, the answer in words and charts, and how it was counted. */
export function Component() {
  const caseId = useCaseId();
  const findingId = useParams()['findingId'] ?? '';
  const [isOpen, setOpen] = useState(false);
  return (
    <Loaded read={useRead('/v1/findings/{id}', { path: { id: findingId } })}>
      {(of) => (
        <Stack gap="sm" component="article">
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Anchor component={Link} to={paths.caseEvidence(caseId)} size="sm" className="no-print">
                All findings
              </Anchor>
              <Title order={2} size="h4">
                {ANALYZER_TITLES[of.analyzer]}
              </Title>
              <Text size="sm" c="dimmed">
                {of.question}
              </Text>
            </div>
            <Group gap="xs" className="no-print">
              <TakeFromFinding of={of} />
              <Button size="xs" variant="default" onClick={() => setOpen(true)}>
                How this was counted
              </Button>
            </Group>
          </Group>
          <Stack gap={4} maw="56rem">
            {inWordsOf(of).map((sentence) => (
              <Text key={sentence}>{sentence}</Text>
            ))}
          </Stack>
          <ResultCharts of={of} />
          {of.enrichedThrough && (
            <Text size="xs" c="dimmed">
              Enriched through <Instant at={of.enrichedThrough} size="xs" c="dimmed" />,{' '}
              {count(of.accountCount)} accounts.
            </Text>
          )}
          {isOpen && <HowCounted of={of} onClose={() => setOpen(false)} />}
        </Stack>
      )}
    </Loaded>
  );
}

/** What somebody needs to count it again, and to see that it comes to the same. */
function HowCounted({ of, onClose }: { of: Finding; onClose: () => void }) {
  const { data: snapshot } = useRead('/v1/snapshots/{id}', { path: { id: of.snapshotId } });
  const facts: [string, React.ReactNode][] = [
    [
      'Snapshot',
      <Anchor
        key="snapshot"
        component={Link}
        to={paths.usageSnapshot(of.snapshotId)}
        size="sm"
        underline="always"
      >
        {snapshot ? `Snapshot ${snapshot.number}` : of.snapshotId}
      </Anchor>,
    ],
    ['Accounts', count(of.accountCount)],
    ['Rules', `${of.analyzer}, version ${of.version}`],
    ['Engine', of.engineVersion],
    ['Parameters', Object.keys(of.parameters).length === 0 ? 'None' : <Json key="json" of={of.parameters} />],
    ['Counted', <Instant key="at" at={of.finishedAt} />],
    ['Hash of the accounts', <Hash key="accounts" of={of.accountsHash} />],
    ['Hash of the result', <Hash key="result" of={of.contentHash} />],
  ];
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title="How this was counted">
      <Stack>
        <Facts>
          {facts.map(([label, value]) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
        </Facts>
        {of.queries.map(({ sql, params }, at) => (
          // The order of the questions is part of the finding.
          <section key={at} aria-label={`Query ${at + 1}`}>
            <Group justify="space-between">
              <Title order={3} size="h6">
                Query {at + 1} of {of.queries.length}
              </Title>
              <CopyButton value={sql ?? ''}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="subtle" onClick={copy}>
                    {copied ? 'Copied' : 'Copy'}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Code block tabIndex={0} mah={260} style={{ overflow: 'auto' }}>
              {(sql ?? '').trim()}
            </Code>
            <Text size="xs" c="dimmed" mt={4}>
              With
            </Text>
            <Json of={params ?? {}} />
          </section>
        ))}
      </Stack>
    </Drawer>
  );
}

const Hash = ({ of }: { of: string }) => <Code style={{ wordBreak: 'break-all' }}>{of}</Code>;
const Json = ({ of }: { of: object }) => (
  <Code block tabIndex={0} mah={160} style={{ overflow: 'auto' }}>
    {JSON.stringify(of, null, 1)}
  </Code>
);
