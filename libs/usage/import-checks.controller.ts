import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '@app/access';
import { Describe, InvalidInputError, NotFoundError, TextField } from '@app/platform';
import { type CheckResult, ImportChecks, REJECTS_SHOWN } from './import-checks.service';
import { ImportRefusedError } from './import.problems';
import { CreateImport, RejectView } from './imports.dto';
import { UsageEngineAwayError } from './usage.problems';

/** The first rows of a file that somebody thinks of importing. */
export class CheckImport extends CreateImport {
  @TextField({
    max: 24 << 20,
    description: 'The start of the file in whole rows, or a Parquet file of some rows, as base64.',
    example: 'cmVxdWVzdF9pZCx0cwo=',
  })
  sample!: string;
}

/** What would become of the rows. */
export class ImportCheckView {
  @ApiProperty() read!: number;
  @ApiProperty() rejected!: number;
  @ApiProperty({ type: [RejectView], description: `The first ${REJECTS_SHOWN}.` }) rejects!: RejectView[];
}

/** Looking before importing. */
@ApiTags('usage')
@Controller('v1/import-checks')
export class ImportChecksController {
  constructor(private readonly checks: ImportChecks) {}

  @Post()
  @HttpCode(200)
  @Allow('usage.import')
  @Describe('Check the first rows of a file', {
    description: 'As an import would, by the same engine. Nothing is kept.',
    problems: [ImportRefusedError, InvalidInputError, NotFoundError, UsageEngineAwayError],
  })
  @ApiOkResponse({ type: ImportCheckView })
  check(@Body() { sample, ...input }: CheckImport): Promise<CheckResult> {
    return this.checks.check(input, Buffer.from(sample, 'base64'));
  }
}
