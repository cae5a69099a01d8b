import { DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm';

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const bare = (table: Table | string): string =>
  (typeof table === 'string' ? table : table.name).split('.').at(-1)!;
const join = (kind: string, table: Table | string, columns: string[]): string =>
  [kind, bare(table), ...columns].join('_');

/** snake_case columns and readable constraint names (`uq_users_email`), so that a violation can be told to a person. */
export class ReadableNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return snake([...prefixes, custom ?? property].join('_'));
  }
  override primaryKeyName(table: Table | string): string {
    return join('pk', table, []);
  }
  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return join('uq', table, columns);
  }
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return join('fk', table, columns);
  }
  override indexName(table: Table | string, columns: string[]): string {
    return join('ix', table, columns);
  }
}
