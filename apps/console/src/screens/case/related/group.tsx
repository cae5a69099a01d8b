import { Anchor, ScrollArea, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { inWords, Stage } from '../../../kit/chips';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { State, type StateLook } from '../../../kit/state';

type Figure = View<'GroupFigureView'>;

const VERDICTS: Record<Figure['verdict'], StateLook> = {
  consistent: { label: 'Goes together', color: 'green' },
  inconsistent: { label: 'Does not go together', color: 'red' },
  cannot_be_said: { label: 'Cannot be said', color: 'gray' },
};

/** The case as a group: its parts, and whether what they come to goes with what is said of the whole. */
export function GroupOfCases({ caseId }: { caseId: string }) {
  return (
    <Section title="Parts of this case">
      <Loaded read={useRead('/v1/cases/{id}/group', { path: { id: caseId } })}>
        {({ parts, figures }) =>
          parts.length === 0 ? (
            <Text size="sm" c="dimmed">
              No case is linked to it as its part.
            </Text>
          ) : (
            <ScrollArea type="auto">
              <Table verticalSpacing={4} miw={600}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Part</Table.Th>
                    <Table.Th>Kind</Table.Th>
                    <Table.Th>Stage</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {parts.map(({ id, number, title, kind, stage }) => (
                    <Table.Tr key={id}>
                      <Table.Td>
                        <Anchor component={Link} to={paths.case(id)} size="sm" underline="always">
                          #{number} {title}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>{inWords(kind)}</Table.Td>
                      <Table.Td>
                        <Stage of={stage} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {figures.length > 0 && <Figures of={figures} />}
            </ScrollArea>
          )
        }
      </Loaded>
    </Section>
  );
}

function Figures({ of }: { of: Figure[] }) {
  return (
    <Table verticalSpacing={4} miw={600} mt="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Figure</Table.Th>
          <Table.Th>Of the whole</Table.Th>
          <Table.Th>Of the parts</Table.Th>
          <Table.Th>Together</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {of.map((figure, at) => (
          <Table.Tr key={at}>
            <Table.Td>
              {inWords(figure.about)}
              {figure.topic && `, ${figure.topic}`} ({figure.unit}
              {figure.per && ` per ${figure.per}`})
            </Table.Td>
            <Table.Td>{figure.own?.words ?? 'Not said'}</Table.Td>
            <Table.Td>
              {figure.parts.map(({ words }) => words).join('; ') || 'Not said'}
              {figure.unknownParts > 0 && `; of ${figure.unknownParts} nothing is known`}
            </Table.Td>
            <Table.Td>
              <State of={VERDICTS[figure.verdict]} />
              <Text size="xs" c="dimmed">
                {figure.reason}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
