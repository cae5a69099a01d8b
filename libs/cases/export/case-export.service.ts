import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, type ExportPortion, Exports, NotFoundError, PortionSize } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { familyOf } from '../merge/case-merge.queries';
import { type PartRow, rowsOf } from './case-export.queries';
import type { CasePart } from './case-part';
import { CASE_PARTS } from './case-parts';

/** A whole case as a file. */
@Injectable()
export class CaseExport {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly exports: Exports,
  ) {}

  /** Sends a case with all that it holds; that it began and how it ended are acts on the case. @throws NotFoundError, TooManyRequestsError */
  async send(actor: Actor, caseId: string, response: Response): Promise<void> {
    const id = uuidv7();
    const at = this.clock.now().toISOString();
    const parts = Object.fromEntries(CASE_PARTS.map((part) => [part.name, part.description]));
    const record = (action: string, details: Record<string, unknown>): Promise<void> =>
      this.audit.record(this.db.manager, actor, { action, subjectId: id, caseId, details });
    await this.exports.send(actor.id, response, {
      name: `case-${caseId}-${at.replace(/\.\d+|[:-]/g, '')}`,
      format: 'ndjson',
      head: `${JSON.stringify({ export: { id, at, caseId, parts } })}\n`,
      portions: this.portions(caseId),
      begins: () => record('export.began', { format: 'ndjson' }),
      ended: (outcome) => record('export.ended', { ...outcome }),
    });
  }

  /** The first rows of all parts by one look, which is all that most cases have; of long parts the rest by portions. */
  private async *portions(caseId: string): AsyncGenerator<ExportPortion> {
    const ids = { caseId, family: await familyOf(this.db.manager, caseId) };
    const looks = CASE_PARTS.map((part) => ({ part, limit: part.first ?? new PortionSize().rows }));
    const begun = new Map<string, PartRow[]>(looks.map(({ part }) => [part.name, []]));
    for (const row of await rowsOf(this.db.manager, ids, looks)) begun.get(row.part)!.push(row);
    if (begun.get('case')!.length === 0) throw new NotFoundError(`No case has the id ${caseId}.`);
    for (const { part, limit } of looks) {
      const rows = begun.get(part.name)!;
      begun.delete(part.name);
      yield toPortion(part, rows);
      if (rows.length === limit) yield* this.rest(ids, part, rows);
    }
  }

  private async *rest(
    ids: { caseId: string; family: readonly string[] },
    part: CasePart,
    first: readonly PartRow[],
  ): AsyncGenerator<ExportPortion> {
    const size = new PortionSize();
    for (let last = first; ;) {
      size.took(
        last.length,
        last.reduce((sum, { line }) => sum + line.length, 0),
      );
      const limit = size.rows;
      last = await rowsOf(this.db.manager, ids, [{ part, limit, after: last.at(-1)!.keys }]);
      yield toPortion(part, last);
      if (last.length < limit) return;
    }
  }
}

const toPortion = (part: CasePart, rows: readonly PartRow[]): ExportPortion => ({
  part: part.name,
  lines: rows.length,
  text: rows.map(({ line }) => `{"${part.name}":${line}}\n`).join(''),
});
