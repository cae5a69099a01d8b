import { loadConfig } from '@app/platform';
import { Type } from 'class-transformer';
import { IsInt, IsNumber, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { PLATFORM_SIM_DEFAULTS, type PlatformSimOptions } from './options';

/** Environment of the stand-in; what each variable means is said at `PlatformSimOptions`. */
export class PlatformSimConfig {
  /** TCP port on 127.0.0.1; 0 (default) picks a free one. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) readonly PLATFORM_SIM_PORT: number =
    PLATFORM_SIM_DEFAULTS.port;
  /** Bearer token that callers must present; at least 8 characters. */
  @IsString() @MinLength(8) readonly PLATFORM_SIM_TOKEN!: string;
  /** Duration of a call, ms; default 5. */
  @Type(() => Number) @IsInt() @Min(0) @Max(60_000) readonly PLATFORM_SIM_LATENCY_MS: number =
    PLATFORM_SIM_DEFAULTS.latencyMs;
  /** Calls a second; default 2,000. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) readonly PLATFORM_SIM_RATE_PER_SECOND: number =
    PLATFORM_SIM_DEFAULTS.ratePerSecond;
  /** Calls at once after a pause; default 500. */
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) readonly PLATFORM_SIM_BURST: number =
    PLATFORM_SIM_DEFAULTS.burst;
  /** Share of calls that fail before taking effect, 0 (default) to 1. */
  @Type(() => Number) @IsNumber() @Min(0) @Max(1) readonly PLATFORM_SIM_FAULT_RATE: number =
    PLATFORM_SIM_DEFAULTS.faultRate;
  /** Share of calls that take effect and lose their answer, 0 (default) to 1. */
  @Type(() => Number) @IsNumber() @Min(0) @Max(1) readonly PLATFORM_SIM_LOST_ANSWER_RATE: number =
    PLATFORM_SIM_DEFAULTS.lostAnswerRate;
  /** Seed of the faults; default 1. */
  @IsString() readonly PLATFORM_SIM_SEED: string = PLATFORM_SIM_DEFAULTS.seed;
  /** Path of the CSV of accounts; default none, every account is known. */
  @IsOptional() @IsString() readonly PLATFORM_SIM_ACCOUNTS?: string;
  /** Path of the journal; default none, nothing survives a restart. */
  @IsOptional() @IsString() readonly PLATFORM_SIM_STATE?: string;
}

/** @throws Error listing every invalid variable. */
export function platformSimOptions(): PlatformSimOptions {
  // oxlint-disable-next-line node/no-process-env -- the one place where this app reads its environment
  const config = loadConfig(PlatformSimConfig, process.env);
  return {
    port: config.PLATFORM_SIM_PORT,
    token: config.PLATFORM_SIM_TOKEN,
    latencyMs: config.PLATFORM_SIM_LATENCY_MS,
    ratePerSecond: config.PLATFORM_SIM_RATE_PER_SECOND,
    burst: config.PLATFORM_SIM_BURST,
    faultRate: config.PLATFORM_SIM_FAULT_RATE,
    lostAnswerRate: config.PLATFORM_SIM_LOST_ANSWER_RATE,
    seed: config.PLATFORM_SIM_SEED,
    ...(config.PLATFORM_SIM_ACCOUNTS && { accountsFile: config.PLATFORM_SIM_ACCOUNTS }),
    ...(config.PLATFORM_SIM_STATE && { stateFile: config.PLATFORM_SIM_STATE }),
  };
}
