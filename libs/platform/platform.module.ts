import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { Outbox } from './outbox/outbox.service';

/** What every room uses and no room owns. */
@Global()
@Module({ providers: [Clock, Outbox], exports: [Clock, Outbox] })
export class PlatformModule {}
