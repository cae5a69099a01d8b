import { randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FileStore } from '@app/evidence';
import { loadCarefully, loadParquet, setAside } from './chunk-loader';
import { formatOf } from './file-header';
import { ImportStaging, type Reject } from './import-staging';
import type { NewImport } from './imports.service';
import { Mappings } from './mappings/mappings.service';
import { openSource } from './source-file';
import { FILE_KINDS } from './usage-columns';
import { UsageEngine } from './usage-engine';
import { UsageOptions } from './usage.options';

/** What would become of rows. */
export interface CheckResult {
  read: number;
  rejected: number;
  /** The first of them. */
  rejects: Reject[];
}

/** Rejects that an answer shows. */
export const REJECTS_SHOWN = 1_000;
/** Numbers that no import has: the record's end below. */
const [FIRST_NUMBER, END_NUMBER] = [2 ** 31, 2 ** 32 - 1];

/** Looks at the first rows of a file as an import would, and keeps nothing. */
@Injectable()
export class ImportChecks {
  constructor(
    private readonly db: DataSource,
    private readonly files: FileStore,
    private readonly engine: UsageEngine,
    private readonly mappings: Mappings,
    private readonly options: UsageOptions,
  ) {}

  /** @throws ImportRefusedError, UsageEngineAwayError, InvalidInputError, NotFoundError */
  async check(input: NewImport, sample: Buffer): Promise<CheckResult> {
    formatOf(input.fileName);
    const { mapping } = await this.mappings.choose(this.db.manager, input.kind, input);
    const { path } = await this.files.write(Readable.from([sample], { objectMode: false }), {
      name: input.fileName,
    });
    const facts = {
      ...input,
      mapping,
      no: FIRST_NUMBER + randomInt(END_NUMBER - FIRST_NUMBER),
    };
    const staging = new ImportStaging(this.engine, FILE_KINDS[input.kind], facts.no);
    try {
      const source = await openSource(facts, this.files.absolute(path), this.options.chunkBytes);
      await staging.begin();
      return await this.load(source, staging);
    } finally {
      await this.files.remove(path);
      await staging.drop().catch(() => undefined);
    }
  }

  private async load(
    { shape, start, chunks }: Awaited<ReturnType<typeof openSource>>,
    staging: ImportStaging,
  ): Promise<CheckResult> {
    let read = 0;
    const all = chunks(start);
    for (;;) {
      const next = await all.next();
      if (next.done) {
        if (next.value) await setAside(this.engine, staging.tables, [{ ...next.value, column: '' }]);
        break;
      }
      read += next.value.records;
      if ('content' in next.value) await loadParquet(this.engine, staging, shape, next.value, true);
      else await loadCarefully(this.engine, staging.tables, shape, next.value);
    }
    const { rejected } = await staging.counts();
    return { read, rejected, rejects: await staging.rejectsFrom(0, REJECTS_SHOWN) };
  }
}
