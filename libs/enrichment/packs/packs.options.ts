/** What the installation tells this part. */
export class PacksOptions {
  constructor(
    /** Key from which those of the pseudonyms are derived; without one no pack can be made. */
    readonly key: Buffer | undefined,
  ) {}
}
