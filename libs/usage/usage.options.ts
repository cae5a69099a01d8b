/** Where the usage engine is. */
export class UsageOptions {
  constructor(
    /** ClickHouse over HTTP; user and password may stand in the URL. */
    readonly url: string,
    /** Database of Docket's tables; made if absent. */
    readonly database: string,
  ) {}
}
