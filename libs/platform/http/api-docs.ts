import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ProblemType } from '../problems/problem';

/** One faulty member, as documented. */
export class FieldErrorView {
  @ApiProperty({ example: '/accounts/3/accountId' }) pointer!: string;
  @ApiProperty({ example: 'accountId must be shorter than or equal to 200 characters' }) detail!: string;
}

/** A problem document, as documented. */
export class ProblemView {
  @ApiProperty({ example: '/problems/invalid-input' }) type!: string;
  @ApiProperty({ example: 'The request is not valid' }) title!: string;
  @ApiProperty({ example: 400 }) status!: number;
  @ApiPropertyOptional({ example: '/severity: severity must not be greater than 4' }) detail?: string;
  @ApiPropertyOptional({ example: 'urn:request:6b1c2f0e-5d43-4f7e-9a55-0a8f3a1f0001' }) instance?: string;
  @ApiPropertyOptional({ type: [FieldErrorView] }) errors?: FieldErrorView[];
}

type ProblemClass = { readonly type: ProblemType };

/**
 * Documents a route: what it does in one line, and the problems it can answer with beside the usual ones
 * (400 invalid input, 401, 403, 404 are added by what the route takes).
 */
export function Describe(
  summary: string,
  o: { description?: string; problems?: ProblemClass[] } = {},
): MethodDecorator {
  const types = (o.problems ?? []).map(({ type }) => type);
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of types) byStatus.set(type.status, [...(byStatus.get(type.status) ?? []), type]);
  return applyDecorators(
    ApiExtraModels(ProblemView),
    ApiOperation({ summary, ...(o.description ? { description: o.description } : {}) }),
    ...[...byStatus].map(([status, ofStatus]) => problemResponse(status, ofStatus)),
  );
}

function problemResponse(status: number, types: ProblemType[]): MethodDecorator {
  return ApiResponse({
    status,
    description: types.map((type) => `${type.title} (\`/problems/${type.slug}\`)`).join('; '),
    content: {
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemView) },
        examples: Object.fromEntries(
          types.map((type) => [
            type.slug,
            { value: { type: `/problems/${type.slug}`, title: type.title, status, detail: type.remedy } },
          ]),
        ),
      },
    },
  });
}

/** The class of a page of `item`, for the documentation of a list route. */
export function PageOf<T>(item: Type<T>): Type<{ items: T[]; nextCursor: string | null }> {
  class PageView {
    @ApiProperty({ type: [item] }) items!: T[];
    @ApiProperty({
      type: String,
      nullable: true,
      description: 'Pass as `cursor` for the next page; null on the last.',
    })
    nextCursor!: string | null;
  }
  Object.defineProperty(PageView, 'name', { value: `${item.name}Page` });
  return PageView;
}
