import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';

const LOCAL = { require_tld: false, require_protocol: true };

/** What standalone is told. Every other variable is passed on to the processes that it starts. */
export class StandaloneConfig {
  /** Directory of everything that the installation keeps. */
  @IsString()
  readonly DOCKET_DATA_DIR: string = 'var/docket';

  /** Address that the api listens on; loopback unless said. */
  @IsString()
  readonly HOST: string = '127.0.0.1';

  /** HTTP port of the api; 0 takes a free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly PORT: number = 3000;

  /** Port of the embedded PostgreSQL; 0 takes a free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly DOCKET_POSTGRES_PORT: number = 0;

  /** A PostgreSQL of your own instead of the embedded one. */
  @IsOptional()
  @IsUrl({ ...LOCAL, protocols: ['postgres', 'postgresql'] })
  readonly DATABASE_URL?: string;

  /** A Redis (or another PostgreSQL) for the queue instead of the record's PostgreSQL. */
  @IsOptional()
  @IsUrl({ ...LOCAL, protocols: ['redis', 'rediss', 'postgres', 'postgresql'] })
  readonly QUEUE_URL?: string;

  /** A ClickHouse instead of the embedded usage engine. */
  @IsOptional()
  @IsUrl({ ...LOCAL, protocols: ['http', 'https'] })
  readonly CLICKHOUSE_URL?: string;
}
