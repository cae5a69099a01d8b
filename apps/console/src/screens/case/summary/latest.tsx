import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { whatHappened } from '../timeline/timeline-words';

/** What was done last. */
export function Latest({ caseId }: { caseId: string }) {
  const read = useRead('/v1/cases/{id}/timeline', { path: { id: caseId }, query: { limit: 6 } });
  return (
    <Section
      title="Latest"
      actions={
        <Anchor component={Link} to={paths.caseTimeline(caseId)} size="sm" underline="always">
          Whole timeline
        </Anchor>
      }
    >
      <Loaded read={read}>
        {({ items }) => (
          <Table verticalSpacing={3} layout="fixed">
            <Table.Tbody>
              {items.map((entry) => (
                <Table.Tr key={entry.kind + entry.id}>
                  <Table.Td w={130}>
                    <Instant at={entry.recordedAt} isShort c="dimmed" />
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" lineClamp={2}>
                      {whatHappened(entry)}
                    </Text>
                  </Table.Td>
                  <Table.Td w={140}>
                    <Text size="sm" truncate>
                      {entry.actor.name}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
    </Section>
  );
}
