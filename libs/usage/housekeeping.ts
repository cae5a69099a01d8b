import { Injectable } from '@nestjs/common';
import { BackgroundLoop, Clock } from '@app/platform';
import { Imports } from './imports.service';
import { Retention } from './retention/retention.service';
import { Streams } from './streams/streams.service';

/** Between two rounds, ms. */
const REST_MS = 60_000;

/** Ends what was begun and left. */
@Injectable()
export class UsageHousekeeping {
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly imports: Imports,
    private readonly streams: Streams,
    private readonly retention: Retention,
    private readonly clock: Clock,
  ) {
    this.loop = new BackgroundLoop('housekeeping of usage', () => this.round(), REST_MS);
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** One round; says whether there is more. */
  async round(): Promise<boolean> {
    await this.imports.expire(this.clock.now());
    await this.streams.round();
    await this.retention.round();
    return false;
  }
}
