import { IsOptional, IsString } from 'class-validator';

/** Who imports, from the environment: secrets do not belong on a command line, where every process can read them. */
export class ImportConfig {
  /** An API key with the scopes `usage.import` and `usage.read`. */
  @IsOptional() @IsString() readonly DOCKET_KEY?: string;
  /** A person who may import. */
  @IsOptional() @IsString() readonly DOCKET_EMAIL?: string;
  /** That person's password. */
  @IsOptional() @IsString() readonly DOCKET_PASSWORD?: string;
}
