import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, Min } from 'class-validator';

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
