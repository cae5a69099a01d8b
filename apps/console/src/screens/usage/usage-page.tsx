import { Outlet } from 'react-router';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { SubNav } from '../../kit/subnav';

/** The usage that the lab has given: what came in, what is frozen, and what is kept. */
export function Component() {
  return (
    <Page title="Usage">
      <SubNav
        label="Parts of the usage"
        parts={[
          { label: 'Imports', to: paths.usage },
          { label: 'Mappings', to: paths.usageMappings },
          { label: 'Snapshots', to: paths.usageSnapshots },
          { label: 'Streams', to: paths.usageStreams },
          { label: 'Retention and holds', to: paths.usageHolds },
        ]}
      />
      <Outlet />
    </Page>
  );
}
