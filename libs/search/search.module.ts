import { Module } from '@nestjs/common';

/** Finding: one query language over cases, alerts, accounts, entities and notes; saved views; exports. */
@Module({})
export class SearchModule {}
