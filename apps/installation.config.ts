import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

/** `database.table`, both without blanks and points. */
const TABLE = /^[^.\s\p{Cc}`'"\\]+\.[^.\s\p{Cc}`'"\\]+$/u;

const LOCAL = { require_tld: false, require_protocol: true };

/** What every process of an installation is told. Each variable can be left out only where a default stands. */
export class InstallationConfig {
  /** PostgreSQL of the record, 15 or later. */
  @IsUrl({ ...LOCAL, protocols: ['postgres', 'postgresql'] })
  readonly DATABASE_URL!: string;

  /** Where jobs wait: `redis://…`, or a PostgreSQL; the record's own unless set. */
  @IsOptional()
  @IsUrl({ ...LOCAL, protocols: ['redis', 'rediss', 'postgres', 'postgresql'] })
  readonly QUEUE_URL?: string;

  /** ClickHouse over HTTP, with user and database in the URL if needed. */
  @IsUrl({ ...LOCAL, protocols: ['http', 'https'] })
  readonly CLICKHOUSE_URL!: string;

  /** Database of the usage engine. */
  @IsString()
  readonly CLICKHOUSE_DATABASE: string = 'docket';

  /** The lab's own table or view of usage, where it is read and nothing is imported. */
  @IsOptional()
  @Matches(TABLE, { message: '$property must be a database and a table with a point between them' })
  readonly USAGE_SOURCE?: string;

  /** Its column that says when a row came in. */
  @IsOptional()
  @IsString()
  readonly USAGE_SOURCE_WATERMARK?: string;

  /** File with the mapping of its columns, as an import has one. */
  @IsOptional()
  @IsString()
  readonly USAGE_SOURCE_MAPPING?: string;

  /** Seconds that a row may be on its way into it. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(86_400)
  readonly USAGE_SOURCE_LAG_SECONDS: number = 60;

  /** The lab's own table or view of accounts; they are imported unless it is named. */
  @IsOptional()
  @Matches(TABLE, { message: '$property must be a database and a table with a point between them' })
  readonly ACCOUNTS_SOURCE?: string;

  /** File with the mapping of its columns. */
  @IsOptional()
  @IsString()
  readonly ACCOUNTS_SOURCE_MAPPING?: string;

  /** MiB of a text file that an import loads in one statement, about. The worker has up to four of them in memory. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(256)
  readonly USAGE_IMPORT_CHUNK_MIB: number = 128;

  /** Days for which usage is kept, by whole months; all of it is kept unless said. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(30)
  @Max(36_500)
  readonly USAGE_RETENTION_DAYS?: number;

  /** Directory of evidence and uploads. */
  @IsString()
  readonly FILES_DIR!: string;

  /** Directory into which letters are dispatched. */
  @IsString()
  readonly DISPATCH_DIR!: string;

  /** Name at the head of letters; a letter without one is not approved. */
  @IsString()
  readonly LETTERHEAD_NAME: string = '';

  /** Address at the head of letters, its lines separated by `|`. */
  @IsString()
  readonly LETTERHEAD_ADDRESS: string = '';

  /** How the recipient of a letter reaches the lab, in one line. */
  @IsString()
  readonly LETTERHEAD_CONTACT: string = '';

  /** The lab's account platform, where orders are executed; without it orders wait. */
  @IsOptional()
  @IsUrl({ ...LOCAL, protocols: ['http', 'https'] })
  readonly PLATFORM_URL?: string;

  /** Bearer token for the account platform. */
  @IsOptional()
  @IsString()
  readonly PLATFORM_TOKEN?: string;

  /** Calls a second that Docket makes of the account platform at most. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly PLATFORM_RATE_PER_SECOND: number = 2_000;

  /** Key under which the signing secrets of webhooks are kept: 32 bytes in base64; without it there are no webhooks. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, { message: '$property must be 32 bytes in base64' })
  readonly WEBHOOKS_KEY?: string;

  /** Key from which pseudonyms of accounts in evidence packs are made: 32 bytes in base64; without it there are no packs. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, { message: '$property must be 32 bytes in base64' })
  readonly PACKS_KEY?: string;

  /** `true` lets webhooks go to this machine, also over plain HTTP: for rehearsals and tests only. */
  @IsIn(['true', 'false'])
  readonly WEBHOOKS_ALLOW_LOOPBACK: string = 'false';

  /** Alerts a second that a detector may send in the long run. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly ALERTS_PER_SECOND: number = 20_000;

  /** Alerts that a detector may send at once after a rest. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  readonly ALERTS_BURST: number = 100_000;

  /** Connections for live updates that a process holds open. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly LIVE_CONNECTIONS: number = 1_000;

  /** Connections for live updates that a person has open in a process: one a tab. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  readonly LIVE_CONNECTIONS_PER_PERSON: number = 10;

  /** Connections to the record, a process. */
  @Type(() => Number)
  @IsInt()
  @Min(4)
  @Max(200)
  readonly DATABASE_POOL: number = 20;

  /** How long a job is held for its worker, ms: one whose worker died is taken up again after about this and a half. */
  @Type(() => Number)
  @IsInt()
  @Min(1_000)
  @Max(600_000)
  readonly JOB_LOCK_MS: number = 15_000;
}
