import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule } from '@app/platform';
import type { InstallationConfig } from './installation.config';
import { ENTITIES, ROOMS } from './rooms';

/** The record, every room, and what the rooms are told: the same in the api and in the worker. */
@Module({})
export class InstallationModule {
  static forRoot(config: InstallationConfig, applicationName: string): DynamicModule {
    return {
      module: InstallationModule,
      imports: [
        DatabaseModule.forRoot({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL, applicationName }, ENTITIES),
        ...ROOMS,
      ],
    };
  }
}

