import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { Exports } from './exports/exports.service';
import { Outbox } from './outbox/outbox.service';

/** What every room uses and no room owns. */
@Global()
@Module({ providers: [Clock, Outbox, Exports], exports: [Clock, Outbox, Exports] })
export class PlatformModule {}
