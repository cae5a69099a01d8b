import { Command } from 'commander';
import { addDatabaseCommands } from './database.commands';
import { addImportCommand } from './import/import.command';
import { addOpenApiCommand } from './openapi.command';
import { addReplayCommands } from './replay/replay.commands';
import { addVerifyCommand } from './verify.command';

// Every command loads what it needs when it runs: one that only talks to an api starts without the application.
const program = new Command('docket').description('Docket from the command line').showHelpAfterError();
addReplayCommands(program);
addImportCommand(program);
addVerifyCommand(program);
addDatabaseCommands(program);
addOpenApiCommand(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
