import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';

/** Nothing is connected to: the document comes from the code alone. */
const NOWHERE = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  CLICKHOUSE_URL: 'http://127.0.0.1:9',
  FILES_DIR: 'var/none',
  DISPATCH_DIR: 'var/none',
};

/** `docket openapi FILE`: writes the OpenAPI document that is committed and compared in the checks. */
export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('write the OpenAPI 3.1 document of this version')
    .argument('<file>', 'where to')
    .action(async (file: string) => {
      const { loadConfig } = await import('@app/platform');
      const { ApiConfig } = await import('../api/api.config');
      const { createApi } = await import('../api/create-api');
      const { openApiDocument } = await import('../api/openapi');
      const app = await createApi(loadConfig(ApiConfig, NOWHERE), { connect: false });
      await writeFile(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
      process.stdout.write(`${file} written.\n`);
      process.exit(0);
    });
}
