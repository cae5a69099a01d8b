import { Module } from '@nestjs/common';
import { UpdatesWorker } from './updates.worker';

/** How others hear of what happened: live updates for people, signed webhooks for programs. */
@Module({ providers: [UpdatesWorker], exports: [UpdatesWorker] })
export class UpdatesModule {}
