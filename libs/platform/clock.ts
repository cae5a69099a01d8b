import { Injectable } from '@nestjs/common';

/** The present instant. Injected, so that a test can set it; instants are UTC. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
