import type { UsageSource } from './read-only/usage-source';

/** Where the usage engine is. */
export class UsageOptions {
  constructor(
    /** ClickHouse over HTTP; user and password may stand in the URL. */
    readonly url: string,
    /** Database of Docket's tables; made if absent. */
    readonly database: string,
    /** The lab's own tables, where usage is read and not imported. */
    readonly source?: UsageSource,
    /**
     * Bytes of a text file that are loaded in one statement, about: a block and a part of the table each, and what a
     * killed process costs. Below some megabytes a statement costs more than its rows.
     */
    readonly chunkBytes: number = 128 << 20,
  ) {}
}
