import { Type } from 'class-transformer';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { InstallationConfig } from '../installation.config';

/** What the api process is told besides. */
export class ApiConfig extends InstallationConfig {
  /** Address to listen on; loopback unless said. */
  @IsString()
  readonly HOST: string = '127.0.0.1';

  /** HTTP port; 0 takes a free one. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly PORT: number = 3000;

  /** Reverse proxies to trust for the caller's address: a number of hops. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10)
  readonly TRUSTED_PROXIES: number = 0;

  /** E-mail of the first administrator. */
  @IsString()
  readonly ADMIN_EMAIL: string = 'admin@lab.example';
}
