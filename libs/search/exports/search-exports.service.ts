import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock, type ExportFormat, type ExportPortion, Exports, PortionSize } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import type { SearchKind } from '../fields/field';
import { SEARCHED } from '../fields/searched-kinds';
import type { Compiled } from '../language/compile-query';
import { SearchQueries } from '../search-queries.service';
import { SavedViews } from '../views/saved-views.service';
import { csvOf } from './csv';
import { chosen, columnsOf, csvCells, csvHead, type ExportColumn } from './export-columns';
import { exportedRows } from './search-exports.queries';

/** What to export. */
export interface SearchExport {
  kind: SearchKind;
  q: string;
  columns?: readonly string[] | undefined;
  format: ExportFormat;
  zone?: string | undefined;
  /** The saved view that said it. */
  viewId?: string;
}

/** Everything that a query finds, as a file. */
@Injectable()
export class SearchExports {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly exports: Exports,
    private readonly queries: SearchQueries,
    private readonly views: SavedViews,
  ) {}

  /** The names of the columns that a caller can have of a kind. */
  columnsFor(kind: SearchKind, actor: Actor): string[] {
    return columnsOf(SEARCHED[kind], this.queries.shownOf(kind, actor)).map(({ name }) => name);
  }

  /**
   * Sends what a query finds for the caller. That it began and how it ended are acts of the record.
   * @throws InvalidQueryError, InvalidInputError, ForbiddenError, SearchTooBroadError, TooManyRequestsError
   */
  async send(actor: Actor, o: SearchExport, response: Response): Promise<void> {
    const compiled = this.queries.compile(o.kind, o.q, actor, { zone: o.zone });
    const all = columnsOf(SEARCHED[o.kind], this.queries.shownOf(o.kind, actor));
    const columns = o.columns ? chosen(all, o.columns) : all;
    const names = columns.map(({ name }) => name);
    const id = uuidv7();
    const at = this.clock.now().toISOString();
    const { kind, q: query, format, viewId, zone = 'UTC' } = o;
    const said = { kind, query, zone, columns: names, format, ...(viewId ? { viewId } : {}) };
    await this.exports.send(actor.id, response, {
      name: `${kind}-${at.replace(/\.\d+|[:-]/g, '')}`,
      format,
      head:
        format === 'csv' ? csvOf([csvHead(columns)]) : `${JSON.stringify({ export: { id, at, ...said } })}\n`,
      portions: this.portions(o, compiled, columns),
      begins: () =>
        this.audit.record(this.db.manager, actor, { action: 'export.began', subjectId: id, details: said }),
      ended: (outcome) =>
        this.audit.record(this.db.manager, actor, {
          action: 'export.ended',
          subjectId: id,
          details: { ...outcome },
        }),
    });
  }

  /** The same of what a saved view finds, with its columns behind the ids and texts. @throws NotFoundError also where the caller may not know of it */
  async sendView(
    actor: Actor,
    viewId: string,
    o: Pick<SearchExport, 'columns' | 'format' | 'zone'>,
    response: Response,
  ): Promise<void> {
    const { kind, query, columns } = await this.views.find(actor, viewId);
    const known = new Set(this.queries.shownOf(kind, actor));
    const own = [...Object.keys(SEARCHED[kind].exported), ...columns.filter((name) => known.has(name))];
    await this.send(actor, { ...o, kind, q: query, columns: o.columns ?? own, viewId }, response);
  }

  private async *portions(
    { kind, format }: SearchExport,
    compiled: Compiled,
    columns: readonly ExportColumn[],
  ): AsyncGenerator<ExportPortion> {
    const size = new PortionSize();
    for (let after: readonly string[] | undefined; ;) {
      const limit = size.rows;
      const rows = await exportedRows(this.db.manager, format, {
        kind: SEARCHED[kind],
        compiled,
        columns,
        limit,
        ...(after ? { after } : {}),
      });
      const text =
        format === 'csv'
          ? rows.length > 0
            ? csvOf(rows.map((row) => csvCells(columns, row.values!)))
            : ''
          : rows.map((row) => `{"row":${row.line!}}\n`).join('');
      yield { part: 'row', lines: rows.length, text };
      if (rows.length < limit) return;
      after = rows.at(-1)!.keys;
      size.took(rows.length, text.length);
    }
  }
}
