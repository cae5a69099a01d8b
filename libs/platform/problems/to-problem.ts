import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  TooLargeError,
  TooManyRequestsError,
  UnauthenticatedError,
  UnavailableError,
  UnexpectedError,
} from './common-problems';
import { DomainError, type FieldError, type Problem } from './problem';

/** Raised by the validation pipe; carries the faulty members. */
export function invalidInput(errors: FieldError[]): InvalidInputError {
  const detail =
    errors.length === 1
      ? `${errors[0]!.pointer}: ${errors[0]!.detail}`
      : `${errors.length} members are not valid.`;
  return new InvalidInputError(detail, { errors });
}

/** The one place that turns any thrown thing into a problem document. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) return fromDomain(error);
  if (error instanceof HttpException) return fromDomain(fromHttp(error));
  if (isConnectionLoss(error))
    return fromDomain(new UnavailableError('The database does not answer just now.'));
  const fromDatabase = fromConstraint(error);
  if (fromDatabase) return fromDomain(fromDatabase);
  const bodyParser = fromBodyParser(error);
  if (bodyParser) return fromDomain(bodyParser);
  return fromDomain(new UnexpectedError('The fault has been logged.'));
}

function fromDomain(error: DomainError): Problem {
  const { slug, title, status } = error.problem;
  return { type: `/problems/${slug}`, title, status, detail: error.message, ...error.extensions };
}

/** Nest's own refusals: unknown route, malformed uuid in a path, a body that is not JSON. */
function fromHttp(error: HttpException): DomainError {
  const status = error.getStatus();
  if (status === 400 || status === 406 || status === 415 || status === 422)
    return new InvalidInputError(error.message);
  if (status === 401) return new UnauthenticatedError(error.message);
  if (status === 403) return new ForbiddenError(error.message);
  if (status === 404) return new NotFoundError(error.message);
  if (status === 409) return new ConflictError(error.message);
  if (status === 413) return new TooLargeError(error.message);
  if (status === 429) return new TooManyRequestsError(error.message);
  return new UnexpectedError('The fault has been logged.');
}

/** Errors of express' body parsers carry `type` and `status` and are not Nest exceptions. */
function fromBodyParser(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return undefined;
  if (error.status === 413) return new TooLargeError('The body is larger than this route takes.');
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
    return new InvalidInputError(`The body cannot be read: ${error.message}`);
  }
  return undefined;
}

/** The record restarts or is out of reach: the caller may simply try again. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[123]|08...)$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}

type ConstraintMapper = (detail: string) => DomainError;
const constraints = new Map<string, ConstraintMapper>();

/**
 * Says which problem a violated database constraint means, so that a rule under race needs no check beforehand.
 * Constraint names are readable for this: `uq_users_email`.
 */
export function onConstraint(constraint: string, toError: ConstraintMapper): void {
  constraints.set(constraint, toError);
}

/** A deadlock or a serialisation failure: the other act went through. */
const PASSING = new Set(['40P01', '40001']);

/** Bad text representation, a NUL, a lone surrogate, a value or date out of range: hostile or malformed input. */
const UNSTORABLE = new Set(['22P02', '22021', '22P05', '22003', '22007', '22008']);

function fromConstraint(error: unknown): DomainError | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const cause: unknown = error.driverError;
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { code, constraint, detail } = cause as { code?: string; constraint?: string; detail?: string };
  const mapper = constraint ? constraints.get(constraint) : undefined;
  if (mapper) return mapper(detail ?? '');
  if (code && PASSING.has(code)) return new ConflictError('Two acts met, and this one was not done.');
  if (code === '23505') return new ConflictError('Such a record exists already.');
  if (code && UNSTORABLE.has(code)) {
    return new InvalidInputError('A value has a form that cannot be stored.');
  }
  return undefined;
}
