import { Modal, ScrollArea, Table, Text } from '@mantine/core';
import type { View } from '../../api/client';

/** Which of many stayed as they were, and why: each is told with the problem that it alone would have been told. */
export function BulkResults({
  noun,
  refused,
  nameOf = (id) => id,
  onClose,
}: {
  noun: string;
  refused: readonly { id: string; problem?: View<'ProblemView'> }[];
  nameOf?: (id: string) => string;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={refused.length > 0}
      onClose={onClose}
      size="lg"
      title={`${refused.length} ${noun} stayed as they were`}
    >
      <ScrollArea.Autosize mah="60vh">
        <Table>
          <Table.Tbody>
            {refused.map(({ id, problem }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row">{nameOf(id)}</Table.Th>
                <Table.Td>
                  <Text size="sm">{problem?.detail ?? problem?.title}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Modal>
  );
}
