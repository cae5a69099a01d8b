import { setTimeout as sleep } from 'node:timers/promises';

/** Far longer than anything takes, also on a machine that has much else to do: only what hangs is given up. */
export const PATIENCE_MS = 120_000;

/**
 * Looks again and again until it sees something.
 * @param look what is neither `undefined` nor `false` nor `null` is seen
 * @param told what is waited for, for whoever reads that it did not come
 * @throws Error when nothing is seen for two minutes
 */
export async function until<T>(
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  told: () => string = () => String(look),
  everyMs = 20,
): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(everyMs)) {
    const seen = await look();
    if (seen !== undefined && seen !== false && seen !== null) return seen;
    if (Date.now() > end) throw new Error(`it did not come to pass: ${told()}`);
  }
}
