import type { OrderAction } from './order-status';

/** One thing asked of the lab's account platform. */
export interface PlatformCall {
  action: OrderAction;
  accountId: string;
  /** The same key asks for the same thing: the platform does it once however often it is asked. */
  idempotencyKey: string;
  reason: string;
  /** The order's id, by which the platform's own record finds it. */
  reference: string;
}

/** What the platform said, in our words. `httpStatus` is null where no answer came. */
export type PlatformAnswer = { httpStatus: number | null; note: string | null } & (
  | { is: 'done' }
  /** The account was so before this order. */
  | { is: 'already_so' }
  | { is: 'protected' }
  | { is: 'unknown_account' }
  /** Plainly refused; asking again gives the same answer. */
  | { is: 'refused' }
  /** Over the platform's limit; nothing was done. */
  | { is: 'limited'; waitMs: number }
  /** Failed, or no answer came; it may have been done. */
  | { is: 'unclear' }
  /** The platform does not accept Docket's token: no account would fare better. */
  | { is: 'locked_out' }
);

/** The lab's account platform: the edge of the process. */
export abstract class AccountPlatform {
  /** False where the installation knows none. */
  abstract readonly isConfigured: boolean;

  /** Calls a second that the installation allows. */
  abstract readonly ratePerSecond: number;

  /** Waits until the installation's rate allows another call. */
  abstract turn(): Promise<void>;

  /**
   * Makes one call. Never throws: what goes wrong is an answer.
   * @param since start of the order's execution; an account that was so before is `already_so`
   */
  abstract send(call: PlatformCall, since: Date): Promise<PlatformAnswer>;
}
