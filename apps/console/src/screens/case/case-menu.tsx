import { Button, Menu } from '@mantine/core';
import type { View } from '../../api/client';
import { useMay } from '../../api/me';
import { ExportLines } from '../../kit/export-links';

/** What is done with a case as a whole, seldom. */
export function CaseMenu({ of }: { of: View<'CaseView'> }) {
  if (!useMay('cases.read')) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default">
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportLines
          address={`/v1/cases/${of.id}/export`}
          name={`case-${of.number}`}
          label="Export the whole case, as NDJSON"
        />
      </Menu.Dropdown>
    </Menu>
  );
}
