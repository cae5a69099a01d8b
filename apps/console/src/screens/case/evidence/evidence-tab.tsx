import { Button, Group, Menu, Stack } from '@mantine/core';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { paths } from '../../../app/paths';
import { ExportLines } from '../../../kit/export-links';
import { SubNav } from '../../../kit/subnav';
import { useCaseId } from '../../../kit/use-case';

/** What the usage says about the case: the findings, and what they say of clusters, candidates and keys. */
export function Component() {
  const id = useCaseId();
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <SubNav
          label="Parts of the evidence"
          parts={[
            { label: 'Findings', to: paths.caseEvidence(id) },
            { label: 'Clusters', to: paths.caseClusters(id) },
            { label: 'Candidates', to: paths.caseCandidates(id) },
            { label: 'Keys and cover traffic', to: paths.caseKeys(id) },
          ]}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="xs" variant="default" className="no-print">
              Export
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <ExportLines
              address={`/v1/cases/${id}/account-evidence/export`}
              name="account-evidence"
              label="Export what is said of each account, as NDJSON"
            />
            <ExportLines
              address={`/v1/cases/${id}/key-evidence/export`}
              name="key-evidence"
              label="Export what is said of each key, as NDJSON"
            />
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Suspense>
        <Outlet />
      </Suspense>
    </Stack>
  );
}
