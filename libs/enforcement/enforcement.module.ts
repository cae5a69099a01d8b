import { Module } from '@nestjs/common';
import { CasesModule } from '@app/cases';
import { UpdatesModule } from '@app/updates';
import { UsageModule } from '@app/usage';
import { AccountPlatform } from './account-platform';
import { BlastRadii } from './blast-radius';
import { EnforcementWorker } from './enforcement.worker';
import { HttpAccountPlatform } from './http-account-platform';
import { OrderDrafts } from './order-draft.service';
import { OrderExecution } from './order-execution';
import { OrdersController } from './orders.controller';
import { OrderReader } from './orders.reader';
import { Orders } from './orders.service';

/** Orders on accounts: blast radius, approval, execution, reversal. */
@Module({
  imports: [CasesModule, UpdatesModule, UsageModule],
  controllers: [OrdersController],
  providers: [
    BlastRadii,
    OrderDrafts,
    Orders,
    OrderReader,
    OrderExecution,
    EnforcementWorker,
    { provide: AccountPlatform, useClass: HttpAccountPlatform },
  ],
  exports: [Orders],
})
export class EnforcementModule {}
