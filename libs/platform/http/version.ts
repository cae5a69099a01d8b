import { StaleVersionError } from '../problems/common-problems';
import { invalidInput } from '../problems/to-problem';

/** The version in an `If-Match` header, weak or strong, if it names one. */
export function namedVersion(ifMatch: string | undefined): number | undefined {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

/** The version in an `If-Match` header. @throws InvalidInputError when there is none */
export function versionOf(ifMatch: string | undefined): number {
  const version = namedVersion(ifMatch);
  if (version === undefined)
    throw invalidInput([{ pointer: '/version', detail: 'say which version you read, here or as If-Match' }]);
  return version;
}

/** An edit must name the version that it was made on. @throws StaleVersionError */
export function assertVersion(row: { version: number }, read: number): void {
  if (row.version !== read)
    throw new StaleVersionError(`You read version ${read}; now it is version ${row.version}.`, {
      version: row.version,
    });
}
