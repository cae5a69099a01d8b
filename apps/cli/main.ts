import { Command } from 'commander';
import { addDatabaseCommands } from './database.commands';
import { addOpenApiCommand } from './openapi.command';
import { addReplayCommands } from './replay/replay.commands';
import { addVerifyCommand } from './verify.command';

const program = new Command('docket').description('Docket from the command line').showHelpAfterError();
addReplayCommands(program);
addVerifyCommand(program);
addDatabaseCommands(program);
addOpenApiCommand(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
