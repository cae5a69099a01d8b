import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compiled entry file of an app, for tests that need a process which can be killed.
 * @throws Error when nothing is compiled: `npm test` compiles first, jest by itself does not
 */
export function entryOf(app: string): string {
  const entry = join(__dirname, '../../dist/apps', app, 'main.js');
  if (!existsSync(entry)) throw new Error(`${entry} is not there: run "npm run setup" first`);
  return entry;
}
