import { Grid, Stack } from '@mantine/core';
import type { View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { Loaded } from '../../../kit/loaded';
import { Assertions } from '../assertions/assertions';
import { Dates } from '../dates/dates';
import { Links } from '../related/links';
import { useCase } from '../../../kit/use-case';
import { AtAGlance } from './at-a-glance';
import { CustomFields } from './custom-fields';
import { Latest } from './latest';
import { Members } from './members';
import { Particulars } from './particulars';
import { Steps } from './steps';
import { Tags } from './tags';
import { TopSimilar } from './top-similar';
import { Violations } from './violations';
import { Words } from './words';

/** What happened so far in a case and what comes next, on one screen; below it what is known and who says so. */
export function Component() {
  return <Loaded read={useCase()}>{(of) => <Summary of={of} key={of.id} />}</Loaded>;
}

function Summary({ of }: { of: View<'CaseView'> }) {
  const mayEdit = useMay('cases.edit') && of.isOpen;
  return (
    <Stack gap="lg">
      <AtAGlance of={of} />
      <Steps of={of} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7, xl: 8 }}>
          <Stack gap="lg">
            <Words of={of} />
            <Latest caseId={of.id} />
            <TopSimilar caseId={of.id} />
            <Dates caseId={of.id} mayEdit={mayEdit} />
            <Assertions caseId={of.id} />
            <Links caseId={of.id} mayEdit={mayEdit} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5, xl: 4 }}>
          <Stack gap="lg">
            <Particulars of={of} />
            <Violations caseId={of.id} mayEdit={mayEdit} />
            <Members of={of} mayEdit={mayEdit} />
            <Tags of={of} mayEdit={mayEdit} />
            <CustomFields of={of} mayEdit={mayEdit} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
