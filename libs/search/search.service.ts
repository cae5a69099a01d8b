import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, invalidInput, type Page, toPage } from '@app/platform';
import type { Actor } from '@app/audit';
import type { SearchKind } from './fields/field';
import { SEARCHED } from './fields/searched-kinds';
import type { Word } from './language/query';
import { parseQuery } from './language/parse-query';
import { SearchQueries } from './search-queries.service';
import { COUNTED, type FoundRow, isKey, look, lookAtAll } from './search.queries';
import { type SnippetPart, snippetOf } from './snippet';
import { InvalidQueryError } from './search.problems';

/** Of each kind that a search of all kinds shows. */
const FIRST_FEW = 5;

/** One thing that was found, as its finder sees it. */
export interface Hit {
  kind: SearchKind;
  id: string;
  title: string;
  snippet: SnippetPart[];
  caseId: string | null;
  caseNumber: number | null;
  values: Record<string, unknown>;
}

/** What of one kind was found, when all were searched. */
export interface FoundOfKind {
  kind: SearchKind;
  items: Hit[];
  /** How many there are at least. */
  atLeast: number;
  /** There may be more than were counted. */
  isMore: boolean;
  /** Why the query means nothing for this kind. */
  leftOut: string | null;
}

/** What to look for. */
export interface SearchRequest {
  kind: SearchKind;
  q: string;
  sort?: string | undefined;
  zone?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Finding things by the query language, each caller within their rights. */
@Injectable()
export class Search {
  constructor(
    private readonly db: DataSource,
    private readonly queries: SearchQueries,
  ) {}

  /** Things of one kind, page by page. @throws InvalidQueryError, ForbiddenError, InvalidInputError, SearchTooBroadError */
  async find(caller: Actor, o: SearchRequest): Promise<Page<Hit>> {
    const kind = SEARCHED[o.kind];
    const compiled = this.queries.compile(o.kind, o.q, caller, { zone: o.zone });
    const sort = sortOf(o.kind, o.sort);
    const name = `${o.kind}/${sort}`;
    const after = o.cursor === undefined ? undefined : keysOf(o.cursor, o.kind, sort);
    const rows = await look(this.db.manager, {
      kind,
      compiled,
      sort,
      limit: o.limit + 1,
      shown: this.queries.shownOf(o.kind, caller),
      ...(after ? { after } : {}),
    });
    return toPage(
      rows,
      o.limit,
      (row) => [name, ...row.keys],
      (row) => toHit(o.kind, row, compiled.sought, caller),
    );
  }

  /**
   * The first few of every kind that the caller may read. A kind for which the query means nothing, because it names a
   * field or value that the kind does not have, says so. @throws InvalidQueryError when it means nothing for any
   */
  async findAll(caller: Actor, q: string, zone?: string): Promise<FoundOfKind[]> {
    const query = parseQuery(q);
    const refusals = new Map<SearchKind, InvalidQueryError>();
    let first = 1;
    const kinds = this.queries.kindsOf(caller);
    const looks = kinds.flatMap((name) => {
      try {
        const compiled = this.queries.compileParsed(SEARCHED[name], query, caller, { zone, first });
        first += compiled.values.length;
        const shown = this.queries.shownOf(name, caller);
        return [{ kind: SEARCHED[name], compiled, sort: sortOf(name), limit: FIRST_FEW, shown }];
      } catch (error) {
        if (!(error instanceof InvalidQueryError)) throw error;
        refusals.set(name, error);
        return [];
      }
    });
    const refusal = [...refusals.values()][0];
    if (looks.length === 0 && refusal) throw refusal;
    const found = new Map((await lookAtAll(this.db.manager, looks)).map((one) => [one.kind, one]));
    return kinds.map((kind) => {
      const { items, count } = found.get(kind) ?? { items: [], count: 0 };
      const sought = looks.find((one) => one.kind.kind === kind)?.compiled.sought ?? [];
      return {
        kind,
        items: items.map((row) => toHit(kind, row, sought, caller)),
        atLeast: Math.min(count, COUNTED),
        isMore: count > COUNTED,
        leftOut: refusals.get(kind)?.message ?? null,
      };
    });
  }
}

/** The order asked for, or the first of the kind. @throws InvalidInputError on one that the kind does not have */
export function sortOf(kind: SearchKind, sort?: string): string {
  const sorts = Object.keys(SEARCHED[kind].sorts);
  if (sort !== undefined && !sorts.includes(sort))
    throw invalidInput([{ pointer: '?sort', detail: `${kind} are sorted by: ${sorts.join(', ')}` }]);
  return sort ?? sorts[0]!;
}

function keysOf(cursor: string, kind: SearchKind, sort: string): string[] {
  const { keys } = SEARCHED[kind].sorts[sort]!;
  const [name, ...values] = decodeCursor(cursor, keys.length + 1);
  if (name !== `${kind}/${sort}` || !keys.every((key, i) => isKey(key, values[i])))
    throw invalidInput([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
  return values as string[];
}

/** To which case it belongs is not told to a detector. */
const toHit = (kind: SearchKind, row: FoundRow, sought: readonly Word[], caller: Actor): Hit => ({
  kind,
  id: row.id,
  title: row.title,
  snippet: snippetOf(row.text, sought),
  caseId: caller.kind === 'detector' ? null : row.caseId,
  caseNumber: caller.kind === 'detector' ? null : row.caseNumber,
  values: row.values,
});
