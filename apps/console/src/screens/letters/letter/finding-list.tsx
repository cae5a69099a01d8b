import { Button, List, Text } from '@mantine/core';
import { Empty } from '../../../kit/empty';
import { inWords } from '../../../kit/words';
import type { Finding } from './letter-findings';

const RULES: Record<Finding['rule'], string> = {
  'unproven-figure': 'A figure without a claim',
  gap: 'Still to be written',
  mark: 'A mark that leads nowhere',
  'over-attribution': 'Says more than is approved',
  'mixed-likelihood': 'Likelihood and confidence in one sentence',
};

/** The passage that a gap stands for: `{{passage:assessment}}`; anything else is said as it is written. */
const passageName = (text: string): string => {
  const passage = /^\{\{passage:(.+)\}\}$/.exec(text)?.[1];
  return passage === undefined ? text : inWords(passage);
};

/** What the API has against the text that was saved: each leads to its words. */
export function FindingList({
  of,
  isChanged,
  onPick,
}: {
  of: readonly Finding[];
  isChanged: boolean;
  onPick: (finding: Finding) => void;
}) {
  if (of.length === 0)
    return (
      <Empty title="Nothing to put right">
        {isChanged
          ? 'Of the version that was saved. Save to have the new words checked.'
          : 'Every figure is a claim, nothing is left open, and nothing says more than is approved.'}
      </Empty>
    );
  return (
    <>
      {isChanged && (
        <Text size="sm" c="dimmed" mb={4}>
          Of the version that was saved. Save to have the new words checked.
        </Text>
      )}
      <List listStyleType="none" spacing="sm">
        {of.map((finding, at) => (
          <List.Item key={at}>
            <Text size="sm" fw={600}>
              {RULES[finding.rule]}: “{passageName(finding.text)}”
            </Text>
            <Text size="sm">{finding.detail}</Text>
            {finding.allowedPhrase && (
              <Text size="sm">
                May be said: <q>{finding.allowedPhrase}</q>
              </Text>
            )}
            <Button size="compact-xs" variant="default" onClick={() => onPick(finding)}>
              Go to these words
            </Button>
          </List.Item>
        ))}
      </List>
    </>
  );
}
