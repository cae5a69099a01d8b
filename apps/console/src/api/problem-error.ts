/** A faulty member of what was sent. */
interface FieldError {
  /** RFC 6901 pointer into the body; members of the query begin with `?`. */
  pointer: string;
  detail: string;
}

const UNREACHABLE = 'unreachable';

/** A refusal or failure of the API, an RFC 9457 problem, or that nobody answered. */
export class ProblemError extends Error {
  constructor(
    /** The last part of its `type`; switch on it. Documented at `/problems/<slug>`. */
    readonly slug: string,
    readonly title: string,
    /** What happened this time, in words for a person. */
    readonly detail: string,
    readonly status: number,
    /** The request's id, by which the server's log has it. */
    readonly id: string | undefined,
    readonly errors: readonly FieldError[] = [],
    /** Further members of the problem: `allowed`, `missing`, `version`. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
  }

  static of(body: unknown, response: Response): ProblemError {
    const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    const text = (member: string): string => (typeof said[member] === 'string' ? said[member] : '');
    return new ProblemError(
      text('type').split('/').at(-1) || 'unexpected',
      text('title') || 'Something went wrong',
      text('detail'),
      response.status,
      text('instance') || (response.headers.get('x-request-id') ?? undefined),
      Array.isArray(said['errors']) ? (said['errors'] as FieldError[]) : [],
      said,
    );
  }

  /** Nobody answered: no network, or the server is down. */
  static unreachable(): ProblemError {
    return new ProblemError(
      UNREACHABLE,
      'Docket does not answer',
      'Check your connection. Nothing that you wrote is lost; try again.',
      0,
      undefined,
    );
  }

  /** Whatever was thrown, as a problem. */
  static from(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    const detail = error instanceof Error ? error.message : String(error);
    return new ProblemError('unexpected', 'Something went wrong in the console', detail, 0, undefined);
  }

  /** Whether the same request may do better in a moment. */
  get isPassing(): boolean {
    return this.slug === UNREACHABLE || this.status >= 500 || this.status === 429;
  }

  /** What is wrong with a member of the body: `fault('title')`. */
  fault(member: string): string | undefined {
    const at = `/${member}`;
    return this.errors.find(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`))?.detail;
  }
}
