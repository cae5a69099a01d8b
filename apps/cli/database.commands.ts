import type { Command } from 'commander';
import { IsOptional, IsUrl } from 'class-validator';
import { loadConfig } from '../../libs/platform/config/load-config';

class MigrateConfig {
  /** PostgreSQL of the record. */
  @IsUrl({ require_tld: false, protocols: ['postgres', 'postgresql'] })
  readonly DATABASE_URL!: string;

  /** The queue, if it is not there. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['redis', 'rediss', 'postgres', 'postgresql'] })
  readonly QUEUE_URL?: string;
}

/** `docket migrate`: for installations that run api and worker themselves. */
export function addDatabaseCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the record at DATABASE_URL up to this version')
    .action(async () => {
      // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and nowhere else
      const config = loadConfig(MigrateConfig, process.env);
      const { migrate } = await import('../migrate');
      await migrate(config.DATABASE_URL, config.QUEUE_URL);
      process.stdout.write('The record is up to date.\n');
    });
}
