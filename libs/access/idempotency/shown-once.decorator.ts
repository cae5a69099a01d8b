import { SetMetadata } from '@nestjs/common';

export const SHOWN_ONCE = Symbol('shown once');

/**
 * The answer's member of this name is a secret that is stored nowhere. A repeat by `Idempotency-Key` is answered
 * without it: whoever lost the answer makes a new one.
 */
export const ShownOnce = (member: string): MethodDecorator => SetMetadata(SHOWN_ONCE, member);
