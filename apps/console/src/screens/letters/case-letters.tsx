import { Button, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../api/me';
import { paths } from '../../app/paths';
import { Empty } from '../../kit/empty';
import { useCaseId } from '../../kit/use-case';
import { LetterTable } from './letter-table';

/** The letters of a case, and those of the cases that were merged into it. */
export function Component() {
  const id = useCaseId();
  const mayDraft = useMay('letters.draft');
  const draft = mayDraft && (
    <Button component={Link} to={paths.newLetter(id)} size="xs">
      Draft a letter
    </Button>
  );
  return (
    <Stack gap="xs">
      <LetterTable
        caseId={id}
        action={draft}
        height="calc(100dvh - 20rem)"
        empty={
          <Empty title="No letter is like this" action={draft}>
            A letter is drafted from a template. Its figures are claims of the case, so that each can be
            traced to how it was counted.
          </Empty>
        }
      />
    </Stack>
  );
}
