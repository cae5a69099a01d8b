/** A refusal or failure as RFC 9457 `application/problem+json`. */
export interface Problem {
  /** Root-relative URL that is stable and documented at that path; clients switch on it. */
  type: string;
  /** The same words for every problem of one type. */
  title: string;
  status: number;
  /** What happened this time, in the person's words. */
  detail?: string;
  /** The request's id, as in the `X-Request-Id` header and the server's log. */
  instance?: string;
  /** The faulty members of the request, by RFC 6901 JSON pointer. */
  errors?: FieldError[];
  [extension: string]: unknown;
}

/** One faulty member of a request. */
export interface FieldError {
  /** RFC 6901 pointer into the body, e.g. `/accounts/3/accountId`; query parameters begin with `?`. */
  pointer: string;
  detail: string;
}

/** What is documented of a problem type at its URL. */
export interface ProblemType {
  slug: string;
  status: number;
  title: string;
  /** What the caller can do about it. */
  remedy: string;
}

/** Base of every refusal that a rule of the domain makes. Libs throw these, never HTTP exceptions. */
export abstract class DomainError extends Error {
  abstract readonly problem: ProblemType;

  constructor(
    detail: string,
    /** Further members of the problem document, e.g. `allowed` transitions. */
    readonly extensions: Record<string, unknown> = {},
  ) {
    super(detail);
    this.name = new.target.name;
  }
}

const catalogue = new Map<string, ProblemType>();

/** Every problem type that the running code can answer with, by slug; served at `/problems`. */
export function problemTypes(): ProblemType[] {
  return [...catalogue.values()].sort((a, b) => a.slug.localeCompare(b.slug));
}

/**
 * Declares a problem type and gives the error class that raises it.
 *
 * @example
 * export class SelfApprovalError extends problem({ slug: 'self-approval', status: 403, title: '…', remedy: '…' }) {}
 * throw new SelfApprovalError('You proposed order 12 yourself.');
 */
export function problem(type: ProblemType) {
  if (catalogue.has(type.slug)) throw new Error(`problem type declared twice: ${type.slug}`);
  catalogue.set(type.slug, type);
  return class extends DomainError {
    /** What is documented of it, without raising one. */
    static readonly type = type;
    readonly problem = type;
  };
}
