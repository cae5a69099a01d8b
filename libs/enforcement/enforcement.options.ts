/** What the installation tells this room. */
export class EnforcementOptions {
  constructor(
    /** How the lab's account platform is reached; undefined where there is none, and then no order can be executed. */
    readonly platform: { url: string; token: string | undefined } | undefined,
    /** Calls a second at most, of one worker process. */
    readonly ratePerSecond: number,
  ) {}
}
