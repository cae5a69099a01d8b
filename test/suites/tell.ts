import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const STORIES = join(ROOT, 'test/e2e');
const ENDING = '.e2e-spec.ts';
const load = createRequire(__filename);
const long = load('../support/long-stories.cjs') as string[];

// Jest loads all modules anew for each of its files, which costs more than most stories and nearly all unit specs; so
// many of them are one file when all are run. Each keeps the name of its file, which finds it again, and what it does
// before and after each test stays its own.

const filesOf = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ENDING))
    .sort();

/**
 * Tells a share of the stories of test/e2e that are not long.
 * @param suite one of the files here, which share the stories among them
 */
export function tellStories(suite: string): void {
  const suites = filesOf(__dirname);
  const names = filesOf(STORIES)
    .map((file) => file.slice(0, -ENDING.length))
    .filter((name) => !long.includes(name));
  for (const [at, name] of names.entries())
    if (suites[at % suites.length] === basename(suite))
      describe(name, () => void load(join(STORIES, `${name}${ENDING}`)));
}

/** Tells all unit specs. */
export function tellUnits(): void {
  for (const directory of ['apps', 'libs', 'bench'])
    for (const file of readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.spec.ts'))
        describe(`${directory}/${file}`, () => void load(join(ROOT, directory, file)));
}
