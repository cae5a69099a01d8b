import { Stack } from '@mantine/core';
import { useRead } from '../../api/reads';
import { Loaded } from '../../kit/loaded';
import { useCaseId } from '../../kit/use-case';
import { Clocks } from './clocks';
import { Determinations } from './determinations';
import { Facts } from './facts';
import { Preview } from './preview';

/** What a case owes to whom by when, why, and the facts from which that is counted. */
export function Component() {
  const id = useCaseId();
  const read = useRead('/v1/cases/{id}/obligations', { path: { id } });
  return (
    <Stack gap="lg">
      <Loaded read={read}>{(obligations) => <Clocks of={obligations} />}</Loaded>
      <Facts />
      <Determinations />
      <Preview />
    </Stack>
  );
}
