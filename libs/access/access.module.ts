import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { ApiKeys } from './api-keys.service';
import { AuditController } from './audit.controller';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { SessionController } from './session.controller';
import { Sessions } from './sessions.service';
import { UsersController } from './users.controller';
import { Users } from './users.service';

/** Who may do what; guards every route of the process. */
@Global()
@Module({
  controllers: [SessionController, UsersController, AuditController],
  providers: [
    Sessions,
    Users,
    ApiKeys,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [Users, ApiKeys],
})
export class AccessModule {}
