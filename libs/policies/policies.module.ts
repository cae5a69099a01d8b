import { Module } from '@nestjs/common';
import { PoliciesController } from './policies.controller';
import { Policies } from './policies.service';

/** The lab's usage policies: versions, clauses, violation types. */
@Module({ controllers: [PoliciesController], providers: [Policies], exports: [Policies] })
export class PoliciesModule {}
