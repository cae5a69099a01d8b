import { Group, Stack } from '@mantine/core';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useMay } from '../../../api/me';
import { paths } from '../../../app/paths';
import { ExportLines } from '../../../kit/export-links';
import { SubNav } from '../../../kit/subnav';
import { useCaseId } from '../../../kit/use-case';

/** What the usage says about the case: the findings, and what they say of clusters, candidates and keys. */
export function Component() {
  const id = useCaseId();
  const mayExport = useMay('enrichment.read');
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
        {mayExport && (
          <Group gap="xs">
            <ExportLines
              address={`/v1/cases/${id}/account-evidence/export`}
              name="account-evidence"
              label="Export accounts"
            />
            <ExportLines
              address={`/v1/cases/${id}/key-evidence/export`}
              name="key-evidence"
              label="Export keys"
            />
          </Group>
        )}
      </Group>
      <Suspense>
        <Outlet />
      </Suspense>
    </Stack>
  );
}
