/** How long usage is kept. */
export class RetentionOptions {
  constructor(
    /** Days after the last of a month; null keeps everything. */
    readonly days: number | null,
  ) {}
}
