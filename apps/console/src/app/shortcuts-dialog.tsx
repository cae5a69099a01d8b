import { Group, Kbd, Modal, Table } from '@mantine/core';
import { useAllShortcuts, useShortcuts } from './shortcuts';

/** The list of keys, under `?`. */
export function ShortcutsDialog({
  isOpen,
  setOpen,
}: {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}) {
  const all = useAllShortcuts();
  useShortcuts([{ keys: '?', does: 'This list', run: () => setOpen(true) }]);
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keys">
      <Table>
        <Table.Tbody>
          {all().map(({ keys, does }) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                <Group gap={4}>
                  {keys.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
