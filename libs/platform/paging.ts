import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { invalidInput } from './problems/to-problem';

/** Query members that every list takes. */
export class PageQuery {
  @ApiPropertyOptional({ description: 'How many items at most.', minimum: 1, maximum: 1000, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before. Opaque.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  readonly cursor?: string;
}

/** One page of a list; `nextCursor` is null on the last one. No total: counting would cost the whole list. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Packs the sort key of a page's last item. */
function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Unpacks a cursor of `length` members. @throws InvalidInputError naming `?cursor` */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((k) => typeof k === 'string' || typeof k === 'number')
    ) {
      return key as (string | number)[];
    }
  } catch {
    // Falls through: whatever is wrong with it, it is not one of ours.
  }
  throw invalidInput([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
}

/**
 * Cuts a result that was read with one row more than `limit` into a page.
 * `keyOf` gives an item's sort key, which must be unique in the list.
 */
export function toPage<R, T>(
  rows: R[],
  limit: number,
  keyOf: (row: R) => (string | number)[],
  toItem: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
