// Writes the types of the console's client from the OpenAPI document, when that has changed. Only the type check and the
// lint need them: neither the build nor anybody who runs Docket waits for it.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const document = join(ROOT, 'docs', 'openapi.json');
const types = join(ROOT, 'apps', 'console', 'src', 'api', 'openapi.gen.d.ts');
const tool = join(ROOT, 'node_modules', 'openapi-typescript', 'bin', 'cli.js');
if (!existsSync(types) || statSync(types).mtimeMs < statSync(document).mtimeMs) {
  const { status } = spawnSync(process.execPath, [tool, document, '-o', types], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
