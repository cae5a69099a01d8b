import { Page } from '../../app/page';
import { Empty } from '../../kit/empty';
import { LetterTable } from './letter-table';

/** The letters of all cases, newest first. */
export function Component() {
  return (
    <Page title="Letters">
      <LetterTable
        height="calc(100dvh - 13rem)"
        empty={
          <Empty title="No letter is like this">
            A letter is drafted in a case, under Letters, from a template. Its figures are claims of the case;
            counsel reviews it, a signatory signs it, and only then does it leave.
          </Empty>
        }
      />
    </Page>
  );
}
