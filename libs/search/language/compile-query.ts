import { type Field, SEARCH_KINDS, type SearchedKind } from '../fields/field';
import { SEARCHED } from '../fields/searched-kinds';
import { type Asker, compileTerm, containing, Parameters } from './compile-term';
import { isRange, type Query, type Term, termsOf, type Word } from './query';
import { nearestOf, queryFault } from './query-fault';

/** A query as SQL: a condition on the rows of a kind, with its values. */
export interface Compiled {
  /** Condition over the kind's alias; true where nothing is demanded. */
  where: string;
  /** Values of its `$n`. */
  values: unknown[];
  /** Words that were looked for in texts, to show where they are. */
  sought: Word[];
}

/** Who compiles: also which fields there are for them. */
export interface Caller extends Asker {
  /** A detector knows fewer fields. */
  isDetector: boolean;
}

/** Whether the caller has this field. */
export const knows = (caller: Pick<Caller, 'isDetector'>, field: Field): boolean =>
  !(caller.isDetector && field.staffOnly);

/**
 * Compiles a query for one kind. What comes from the query stands in `values` alone; the SQL is put together of what
 * the kind's data says. `first` is the number of the first parameter.
 * @throws InvalidQueryError naming position, field and the nearest known one
 */
export function compileQuery(kind: SearchedKind, query: Query | null, caller: Caller, first = 1): Compiled {
  const to = new Parameters(first);
  const compiler = new Compiler(kind, caller, to);
  const where = query ? compiler.condition(query, true) : 'true';
  const hidden = kind.hidden;
  const isNamed =
    caller.isDetector || termsOf(query).some((term) => term.field?.name === hidden?.unlessNamed);
  const parts = [
    ...(kind.base === 'true' ? [] : [kind.base]),
    ...(caller.isDetector && kind.ownOf ? [kind.ownOf(to.add(caller.id))] : []),
    ...(hidden && !isNamed ? [hidden.condition] : []),
    ...(where === 'true' ? [] : [where]),
  ];
  return { where: parts.join(' AND ') || 'true', values: to.values, sought: compiler.sought };
}

class Compiler {
  readonly sought: Word[] = [];

  constructor(
    private readonly kind: SearchedKind,
    private readonly caller: Caller,
    private readonly to: Parameters,
  ) {}

  /** @param isWanted false behind an odd number of negations */
  condition(query: Query, isWanted: boolean): string {
    switch (query.type) {
      case 'term':
        return this.term(query, isWanted);
      case 'not':
        // What has no value is not what was asked away.
        return `(${this.condition(query.part, !isWanted)}) IS NOT TRUE`;
      case 'and':
      case 'or':
        return `(${query.parts.map((part) => this.condition(part, isWanted)).join(query.type === 'and' ? ' AND ' : ' OR ')})`;
    }
  }

  private term(term: Term, isWanted: boolean): string {
    if (!term.field) return this.anywhere(term, isWanted);
    const field = this.field(term.field.name, term.field.at);
    if (isWanted && field.type === 'text' && !isRange(term.value)) this.sought.push(term.value);
    return compileTerm(term, field, this.caller, this.to);
  }

  /** A word without a field: in any of the kind's default fields. */
  private anywhere(term: Term, isWanted: boolean): string {
    const word = term.value as Word;
    if (word.prefix && word.text === '') return 'true';
    const fields = this.kind.byDefault.map((name) => this.kind.fields.find((field) => field.name === name)!);
    const isNumber = !word.quoted && !word.prefix && /^#?\d{1,9}$/.test(word.text);
    const conditions = [
      ...fields
        .filter((field) => field.type !== 'number' || isNumber)
        .map((field) => compileTerm(term, field, this.caller, this.to)),
      ...this.kind.contains.map((column) => containing(column, word, this.to)),
    ];
    if (isWanted) this.sought.push(word);
    return conditions.length === 1 ? conditions[0]! : `(${conditions.join(' OR ')})`;
  }

  private field(name: string, at: Term['at']): Field {
    const mine = this.kind.fields.filter((field) => knows(this.caller, field));
    const found = mine.find((field) => field.name === name);
    if (found) return found;
    const nearest = nearestOf(
      name,
      mine.map((field) => field.name),
    );
    const elsewhere = SEARCH_KINDS.filter((kind) =>
      SEARCHED[kind].fields.some((field) => field.name === name && knows(this.caller, field)),
    );
    const where =
      elsewhere.length > 0
        ? `; ${elsewhere.join(' and ')} have it`
        : '; text with a colon goes in quotation marks';
    throw queryFault(at, `${this.kind.kind} have no field "${name}"${where}`, {
      field: name,
      ...(nearest && elsewhere.length === 0 ? { nearest } : {}),
    });
  }
}
