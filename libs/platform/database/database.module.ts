import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type EntityTarget, type MixedList, type ObjectLiteral } from 'typeorm';
import { pipeline } from './pipelined-runner';
import { ReadableNaming } from './readable-naming';

/** What a process needs to open the record. */
export interface DatabaseOptions {
  /** Postgres URL. */
  url: string;
  /** Connections at most. */
  poolSize: number;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** False builds everything without connecting: for what only looks at the routes. */
  connect?: boolean;
}

type Entities = MixedList<new () => ObjectLiteral>;

/** Builds the data source of the record; `synchronize` is never on, migrations are run by their own command. */
export function createDataSource(
  options: DatabaseOptions,
  entities: Entities,
  migrations: MixedList<new () => unknown> = [],
): DataSource {
  const db = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    namingStrategy: new ReadableNaming(),
    entities: entities as MixedList<EntityTarget<ObjectLiteral> & (new () => ObjectLiteral)>,
    migrations: migrations as MixedList<new () => never>,
    migrationsTransactionMode: 'each',
    migrationsTableName: 'schema_migrations',
    synchronize: false,
    extra: { max: options.poolSize, options: '-c timezone=UTC', pipeline: true },
  });
  return pipeline(db);
}

/** Opens the record once per process and closes it at shutdown. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly db: DataSource) {}

  static forRoot(options: DatabaseOptions, entities: Entities): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DataSource,
          useFactory: () => open(createDataSource(options, entities), options.connect ?? true),
        },
      ],
      exports: [DataSource],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.db.isInitialized) await this.db.destroy();
  }
}

async function open(db: DataSource, connect: boolean): Promise<DataSource> {
  return connect ? db.initialize() : db;
}
