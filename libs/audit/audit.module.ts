import { Global, Module } from '@nestjs/common';
import { Audit } from './audit.service';

/** Every room records its acts. The routes to read them live in access, which knows who may. */
@Global()
@Module({ providers: [Audit], exports: [Audit] })
export class AuditModule {}
