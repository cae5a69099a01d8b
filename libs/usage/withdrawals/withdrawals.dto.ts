import { TextField } from '@app/platform';

/** A file that names the requests that are to count no more. */
export class AnnounceWithdrawals {
  @TextField({
    max: 255,
    example: 'duplicates-2026-07.csv.gz',
    description: 'With the column `request_id` alone; ends as the name of any import does.',
  })
  fileName!: string;
  @TextField({ max: 2_000, example: 'The gateway logged a retry as a request of its own.' }) reason!: string;
}

/** Why an import is to count no more. */
export class WithdrawImport {
  @TextField({ max: 2_000, example: 'The file was of the test environment.' }) reason!: string;
}
