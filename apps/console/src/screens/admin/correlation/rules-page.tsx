import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { Page } from '../../../app/page';
import { inWords } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Rows } from '../../../kit/rows';
import { WriteRules } from './write-rules';

type RuleSet = View<'RuleSetView'>;

/** By what an alert is found to belong to a case: points for what they share. */
export function Component() {
  const read = useRead('/v1/correlation/rules', { query: { limit: 100 } });
  const mayManage = useMay('casework.configure');
  const [isWriting, setWriting] = useState(false);
  return (
    <Loaded read={read}>
      {({ inForce, items }) => (
        <Page
          title="Correlation rules"
          actions={
            mayManage && (
              <Button size="xs" onClick={() => setWriting(true)}>
                Write new rules
              </Button>
            )
          }
        >
          <Rules of={inForce} />
          <Title order={2} size="h5">
            Versions
          </Title>
          <Rows
            label="Versions of the rules"
            heads={['Version', 'Attach at', 'Propose at', 'Why', 'Written by', 'Written']}
            rows={items.map((of) => ({
              id: String(of.version),
              cells: [
                `${of.version}${of.version === inForce.version ? ' (in force)' : ''}`,
                of.attachAt,
                of.proposeAt,
                of.reason,
                of.writtenByName,
                <Instant key="at" at={of.writtenAt} />,
              ],
            }))}
          />
          {isWriting && <WriteRules of={inForce} onClose={() => setWriting(false)} />}
        </Page>
      )}
    </Loaded>
  );
}

function Rules({ of }: { of: RuleSet }) {
  return (
    <>
      <Text size="sm">
        In force: version {of.version}. An alert that shares things with a case worth {of.attachAt} points or
        more comes into the case by itself; from {of.proposeAt} points on, it is proposed to a person.
      </Text>
      <Rows
        label="The rules in force"
        heads={['Shared', 'Points', 'Not counted when shared by more than', 'Seen within']}
        rows={of.rules.map((rule) => ({
          id: rule.kind,
          cells: [
            inWords(rule.kind),
            rule.points,
            rule.commonAbove === null
              ? 'Always counted'
              : `${rule.commonAbove.toLocaleString('en')} accounts`,
            rule.windowDays === null ? 'Any time' : `${rule.windowDays} days`,
          ],
        }))}
      />
    </>
  );
}
