import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DatabaseModule } from '@app/platform';
import { IntakeRateOptions } from '@app/alerts';
import { EnforcementOptions } from '@app/enforcement';
import { PacksOptions } from '@app/enrichment';
import { FilesOptions } from '@app/evidence';
import { DispatchOptions, LetterheadOptions } from '@app/letters';
import { LiveOptions, WebhooksOptions } from '@app/updates';
import { RetentionOptions, UsageOptions } from '@app/usage';
import type { InstallationConfig } from './installation.config';
import { usageSourceOf } from './installation.source';
import { ENTITIES, ROOMS } from './rooms';

/** What the rooms are told of this installation. */
@Global()
@Module({})
class OptionsModule {
  static forRoot(config: InstallationConfig): DynamicModule {
    const providers = [
      {
        provide: IntakeRateOptions,
        useValue: new IntakeRateOptions(config.ALERTS_PER_SECOND, config.ALERTS_BURST),
      },
      {
        provide: WebhooksOptions,
        useValue: new WebhooksOptions(
          config.WEBHOOKS_KEY === undefined ? undefined : Buffer.from(config.WEBHOOKS_KEY, 'base64'),
          config.WEBHOOKS_ALLOW_LOOPBACK === 'true',
        ),
      },
      {
        provide: LiveOptions,
        useValue: new LiveOptions(config.LIVE_CONNECTIONS_PER_PERSON, config.LIVE_CONNECTIONS),
      },
      {
        provide: PacksOptions,
        useValue: new PacksOptions(
          config.PACKS_KEY === undefined ? undefined : Buffer.from(config.PACKS_KEY, 'base64'),
        ),
      },
      { provide: FilesOptions, useValue: new FilesOptions(config.FILES_DIR) },
      {
        provide: UsageOptions,
        useValue: new UsageOptions(
          config.CLICKHOUSE_URL,
          config.CLICKHOUSE_DATABASE,
          usageSourceOf(config),
          config.USAGE_IMPORT_CHUNK_MIB << 20,
        ),
      },
      { provide: RetentionOptions, useValue: new RetentionOptions(config.USAGE_RETENTION_DAYS ?? null) },
      {
        provide: EnforcementOptions,
        useValue: new EnforcementOptions(
          config.PLATFORM_URL === undefined
            ? undefined
            : { url: config.PLATFORM_URL, token: config.PLATFORM_TOKEN },
          config.PLATFORM_RATE_PER_SECOND,
        ),
      },
      { provide: DispatchOptions, useValue: new DispatchOptions(config.DISPATCH_DIR) },
      {
        provide: LetterheadOptions,
        useValue: new LetterheadOptions({
          name: config.LETTERHEAD_NAME,
          addressLines: config.LETTERHEAD_ADDRESS.split('|').filter((line) => line !== ''),
          contact: config.LETTERHEAD_CONTACT,
        }),
      },
    ];
    return { module: OptionsModule, providers, exports: providers };
  }
}

/** The record, every room, and what the rooms are told: the same in the api and in the worker. */
@Module({})
export class InstallationModule {
  static forRoot(config: InstallationConfig, applicationName: string, connect = true): DynamicModule {
    return {
      module: InstallationModule,
      imports: [
        DatabaseModule.forRoot(
          { url: config.DATABASE_URL, poolSize: config.DATABASE_POOL, applicationName, connect },
          ENTITIES,
        ),
        OptionsModule.forRoot(config),
        ...ROOMS,
      ],
    };
  }
}
