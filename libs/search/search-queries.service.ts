import { Injectable } from '@nestjs/common';
import { assertZone, Clock, ForbiddenError } from '@app/platform';
import type { Actor } from '@app/audit';
import { type Field, SEARCH_KINDS, type SearchedKind, type SearchKind } from './fields/field';
import { SEARCHED } from './fields/searched-kinds';
import { type Caller, type Compiled, compileQuery, knows } from './language/compile-query';
import { parseQuery } from './language/parse-query';
import type { Query } from './language/query';

/** A query of one kind, ready to be put into a statement: `SELECT … FROM ${from} WHERE ${where}`. */
export interface CompiledQuery extends Compiled {
  kind: SearchKind;
  /** Table and alias. */
  from: string;
  alias: string;
}

/** Where the one who asks is, and what stands before in the statement. */
export interface CompileOptions {
  /** IANA time zone in which days are meant; UTC unless said. */
  zone?: string | undefined;
  /** Number of the first parameter; 1 unless the statement has others before. */
  first?: number;
}

/** Turns what people write into conditions: the one way from the query language to the database, for lists and exports. */
@Injectable()
export class SearchQueries {
  constructor(private readonly clock: Clock) {}

  /**
   * Compiles a query for a caller: their rights, what `me` means, and what never comes up are part of the condition.
   * @throws InvalidQueryError naming position and field, ForbiddenError, InvalidInputError on an unknown zone
   */
  compile(kind: SearchKind, q: string, caller: Actor, o: CompileOptions = {}): CompiledQuery {
    this.assertMay(kind, caller);
    return this.compileParsed(SEARCHED[kind], parseQuery(q), caller, o);
  }

  /** The same of a query that was understood already. */
  compileParsed(
    kind: SearchedKind,
    query: Query | null,
    caller: Actor,
    { zone = 'UTC', first = 1 }: CompileOptions,
  ): CompiledQuery {
    assertZone(zone, '?zone');
    const asker = { id: caller.id, isDetector: caller.kind === 'detector', now: this.clock.now(), zone };
    return {
      kind: kind.kind,
      from: kind.from,
      alias: kind.alias,
      ...compileQuery(kind, query, asker, first),
    };
  }

  /** @throws ForbiddenError when the caller may not read this kind */
  assertMay(kind: SearchKind, caller: Actor): void {
    const { permission } = SEARCHED[kind];
    if (!caller.permissions.has(permission))
      throw new ForbiddenError(`This needs the right "${permission}".`, { permission });
    if (caller.kind === 'detector' && !SEARCHED[kind].ownOf)
      throw new ForbiddenError("A detector's key finds its own alerts only.");
  }

  /** The kinds that a caller may search. */
  kindsOf(caller: Actor): SearchKind[] {
    return SEARCH_KINDS.filter(
      (kind) =>
        caller.permissions.has(SEARCHED[kind].permission) &&
        (caller.kind !== 'detector' || SEARCHED[kind].ownOf),
    );
  }

  /** The fields of a kind that a caller has. */
  fieldsOf(kind: SearchKind, caller: Pick<Actor, 'kind'>): Field[] {
    const asker: Pick<Caller, 'isDetector'> = { isDetector: caller.kind === 'detector' };
    return SEARCHED[kind].fields.filter((field) => knows(asker, field));
  }

  /** Names of the values that a hit shows to a caller. */
  shownOf(kind: SearchKind, caller: Pick<Actor, 'kind'>): string[] {
    const known = new Set(this.fieldsOf(kind, caller).map((field) => field.name));
    return Object.keys(SEARCHED[kind].shown).filter((name) => known.has(name));
  }
}
