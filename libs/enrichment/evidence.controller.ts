import { Readable } from 'node:stream';
import { Controller, Get, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Describe, NotFoundError, type Page, PageOf } from '@app/platform';
import { Allow } from '@app/access';
import {
  AccountEvidenceQuery,
  AccountEvidenceView,
  KeyEvidenceQuery,
  KeyEvidenceView,
  toAccountEvidenceView,
  toKeyEvidenceView,
} from './enrichment.dto';
import { CaseEvidence } from './evidence.service';

const NDJSON = 'application/x-ndjson';

@ApiTags('enrichment')
@Controller('v1/cases/:id')
export class EvidenceController {
  constructor(private readonly evidence: CaseEvidence) {}

  @Get('account-evidence')
  @Allow('enrichment.read')
  @Describe('What the findings say of each account of a case', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(AccountEvidenceView) })
  async accounts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AccountEvidenceQuery,
  ): Promise<Page<AccountEvidenceView>> {
    const page = await this.evidence.accounts(id, query, query.suggestion);
    return { ...page, items: page.items.map(toAccountEvidenceView) };
  }

  @Get('account-evidence/export')
  @Allow('enrichment.read')
  @Describe('All of it as lines of JSON; takes `suggestion`', { problems: [NotFoundError] })
  @ApiProduces(NDJSON)
  @ApiOkResponse({ description: 'One account a line, in byte order of the ids.' })
  async exportAccounts(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { suggestion }: AccountEvidenceQuery,
  ): Promise<StreamableFile> {
    const lines = this.evidence.lines(
      (page) => this.evidence.accounts(id, page, suggestion),
      toAccountEvidenceView,
    );
    return download(lines, 'account-evidence');
  }

  @Get('key-evidence')
  @Allow('enrichment.read')
  @Describe('What the findings say of each API key of the accounts of a case', { problems: [NotFoundError] })
  @ApiOkResponse({ type: PageOf(KeyEvidenceView) })
  async keys(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: KeyEvidenceQuery,
  ): Promise<Page<KeyEvidenceView>> {
    const page = await this.evidence.keys(id, query, query.suggestion);
    return { ...page, items: page.items.map(toKeyEvidenceView) };
  }

  @Get('key-evidence/export')
  @Allow('enrichment.read')
  @Describe('All of it as lines of JSON; takes `suggestion`', { problems: [NotFoundError] })
  @ApiProduces(NDJSON)
  @ApiOkResponse({ description: 'One key a line, in byte order of account and key.' })
  async exportKeys(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { suggestion }: KeyEvidenceQuery,
  ): Promise<StreamableFile> {
    const lines = this.evidence.lines((page) => this.evidence.keys(id, page, suggestion), toKeyEvidenceView);
    return download(lines, 'key-evidence');
  }
}

/** Reads the first page before the answer begins, so that a case that is not there is still a proper problem. */
async function download(lines: AsyncGenerator<string>, name: string): Promise<StreamableFile> {
  const first = await lines.next();
  const all = (async function* () {
    if (!first.done) yield first.value;
    yield* lines;
  })();
  return new StreamableFile(Readable.from(all), {
    type: NDJSON,
    disposition: `attachment; filename="${name}.ndjson"`,
  });
}
