import type { AttemptOutcome } from '../letter-state';

/** What leaves Docket for one letter. */
export interface Parcel {
  /** The letter's number; the same for every attempt. */
  name: string;
  files: { name: string; content: Buffer }[];
}

/** How a delivery ended, with what there is to say about it. */
export interface Delivery {
  outcome: AttemptOutcome;
  note: string | null;
}

/** The way by which letters leave. */
export abstract class LetterDelivery {
  /** Delivers all of a parcel or nothing, and says which; never throws. `unclear` only where nobody can know. */
  abstract deliver(parcel: Parcel): Promise<Delivery>;
}
