import { Outlet } from 'react-router';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { Loaded } from '../../kit/loaded';
import { CaseHeader } from './case-header';
import { CaseMenu } from './case-menu';
import { CaseTabs } from './case-tabs';
import { CaseTitle } from './case-title';
import { useCase } from '../../kit/use-case';

/** A case: its header, and below it the tab that the address names. */
export function Component() {
  const read = useCase();
  return (
    <Loaded read={read}>
      {(of) => (
        <Page
          title={`#${of.number} ${of.title}`}
          heading={<CaseTitle of={of} />}
          crumbs={[{ label: 'Cases', to: paths.cases }]}
          actions={<CaseMenu of={of} />}
        >
          <CaseHeader of={of} />
          <CaseTabs of={of} />
          <Outlet />
        </Page>
      )}
    </Loaded>
  );
}
