import { Outlet } from 'react-router';
import { useMay } from '../../api/me';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { ExportLines } from '../../kit/export-links';
import { Loaded } from '../../kit/loaded';
import { CaseHeader } from './case-header';
import { CaseTabs } from './case-tabs';
import { CaseTitle } from './case-title';
import { useCase } from '../../kit/use-case';

/** A case: its header, and below it the tab that the address names. */
export function Component() {
  const read = useCase();
  const mayExport = useMay('cases.read');
  return (
    <Loaded read={read}>
      {(of) => (
        <Page
          title={`#${of.number} ${of.title}`}
          heading={<CaseTitle of={of} />}
          crumbs={[{ label: 'Cases', to: paths.cases }]}
          actions={
            mayExport && (
              <ExportLines
                address={`/v1/cases/${of.id}/export`}
                name={`case-${of.number}`}
                label="Export the case"
              />
            )
          }
        >
          <CaseHeader of={of} />
          <CaseTabs of={of} />
          <Outlet />
        </Page>
      )}
    </Loaded>
  );
}
