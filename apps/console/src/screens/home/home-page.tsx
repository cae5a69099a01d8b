import { Grid, Stack } from '@mantine/core';
import { useMay } from '../../api/me';
import { Page } from '../../app/page';
import { Approvals } from './approvals';
import { Clocks } from './clocks';
import { Figures } from './figures';
import { MyAlerts, MyCases, MyTasks } from './my-work';
import { Mentions } from './mentions';
import { Running } from './running';

/** What waits for the person, what is nearest its due time, and how the work goes. */
export function Component() {
  const [readsObligations, readsAlerts] = [useMay('obligations.read'), useMay('alerts.read')];
  return (
    <Page title="Home">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="md">
            <Approvals />
            {readsObligations && <Clocks />}
            <MyTasks />
            <Mentions />
            <Running />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Stack gap="md">
            <MyCases />
            {readsAlerts && <MyAlerts />}
            <Figures />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
