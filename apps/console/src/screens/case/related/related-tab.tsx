import { Stack } from '@mantine/core';
import { useMay } from '../../../api/me';
import { useCase, useCaseId } from '../../../kit/use-case';
import { GroupOfCases } from './group';
import { Links } from './links';
import { Merges } from './merges';
import { SimilarCases } from './similar-cases';

/** Other cases that this one belongs together with: similar ones, links, merges, and the parts of a group. */
export function Component() {
  const id = useCaseId();
  const { data: of } = useCase();
  const mayEdit = useMay('cases.edit') && of !== undefined && of.mergedIntoId === null;
  return (
    <Stack gap="lg" maw="68rem">
      <SimilarCases caseId={id} mayEdit={mayEdit} />
      <Links caseId={id} mayEdit={mayEdit} />
      <Merges of={of} mayEdit={mayEdit} />
      <GroupOfCases caseId={id} />
    </Stack>
  );
}
