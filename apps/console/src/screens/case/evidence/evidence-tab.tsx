import { Stack } from '@mantine/core';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { paths } from '../../../app/paths';
import { SubNav } from '../../../kit/subnav';
import { useCaseId } from '../../../kit/use-case';

/** What the usage says about the case: the findings, and what they say of clusters, candidates and keys. */
export function Component() {
  const id = useCaseId();
  return (
    <Stack gap="sm">
      <SubNav
        label="Parts of the evidence"
        parts={[
          { label: 'Findings', to: paths.caseEvidence(id) },
          { label: 'Clusters', to: paths.caseClusters(id) },
          { label: 'Candidates', to: paths.caseCandidates(id) },
          { label: 'Keys and cover traffic', to: paths.caseKeys(id) },
        ]}
      />
      <Suspense>
        <Outlet />
      </Suspense>
    </Stack>
  );
}
