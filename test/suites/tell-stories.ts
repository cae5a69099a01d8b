import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const ENDING = '.e2e-spec.ts';
const STORIES = join(__dirname, '../e2e');
const load = createRequire(__filename);
const long = load('../support/long-stories.cjs') as string[];

const filesOf = (directory: string): string[] =>
  readdirSync(directory)
    .filter((file) => file.endsWith(ENDING))
    .sort();

/**
 * Tells a share of the stories of test/e2e that are not long. Jest loads all modules anew for each of its files, which
 * costs more than most stories; so many of them are one file when all are run.
 * @param suite one of the files here, which share the stories among them
 */
export function tellStories(suite: string): void {
  const suites = filesOf(__dirname);
  const names = filesOf(STORIES)
    .map((file) => file.slice(0, -ENDING.length))
    .filter((name) => !long.includes(name));
  for (const [at, name] of names.entries()) {
    if (suites[at % suites.length] !== basename(suite)) continue;
    // Under the name of its file, which finds it again; and what a file does before and after each test stays its own.
    describe(name, () => void load(join(STORIES, `${name}${ENDING}`)));
  }
}
