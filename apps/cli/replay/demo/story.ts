import { setTimeout as sleep } from 'node:timers/promises';
import type { Chaos } from './chaos';
import type { Cast } from './people';
import type { StoryState } from './story-state';

/** Everything that a step of the story has at hand. No step reaches into the database. */
export interface Story {
  scale: number;
  /** What the generator made for the detectors and the importer. */
  generatedDir: string;
  /** Where the story leaves its papers: letter, audit export. */
  papersDir: string;
  /** Where the installation dispatches letters to. */
  dispatchDir: string;
  cast: Cast;
  state: StoryState;
  chaos: Chaos;
  say(line: string): void;
  /** A line that overwrites itself while something long runs. */
  progress(line: string): void;
}

/** One step: plays its part and may be played again from the start after it was cut off. */
export interface Step {
  name: string;
  play(story: Story): Promise<void>;
}

/** Looks again until `look` gives something. @throws Error that says what did not come */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined>,
  { everyMs = 300, timeoutMs = 900_000 } = {},
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`${what} did not come within ${timeoutMs / 1000} s`);
    await sleep(everyMs);
  }
}

/** Seconds since `start` (ms of `performance.now()`). */
export const secondsSince = (start: number): number => (performance.now() - start) / 1000;
