import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { reasonWords } from '../related/similar-cases';

/** The cases that are most likely about the same. */
export function TopSimilar({ caseId }: { caseId: string }) {
  return (
    <Section
      title="Similar cases"
      actions={
        <Anchor component={Link} to={paths.caseRelated(caseId)} size="sm" underline="always">
          All, links and merges
        </Anchor>
      }
    >
      <Loaded read={useRead('/v1/cases/{id}/similar', { path: { id: caseId } })}>
        {(cases) =>
          cases.length === 0 ? (
            <Text size="sm" c="dimmed">
              None shares anything that few cases have.
            </Text>
          ) : (
            <List size="sm" spacing={8}>
              {cases.slice(0, 3).map(({ caseId: id, number, title, reasons }) => (
                <List.Item key={id}>
                  <Anchor component={Link} to={paths.case(id)} size="sm" underline="always">
                    #{number} {title}
                  </Anchor>
                  : {reasons.slice(0, 2).map(reasonWords).join('; ')}
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
    </Section>
  );
}
