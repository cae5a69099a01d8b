/** What the installation tells this part. */
export class WebhooksOptions {
  constructor(
    /** Key of AES-256 under which signing secrets are kept; without one no webhook can be made. */
    readonly key: Buffer | undefined,
    /** Whether webhooks may go to this machine, also over plain HTTP: for rehearsals and tests. */
    readonly allowsLoopback: boolean,
  ) {}
}
