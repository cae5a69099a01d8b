import { Module } from '@nestjs/common';
import { AlertsModule } from '@app/alerts';
import { SearchModule } from '@app/search';
import { KpisController } from './kpis.controller';
import { Kpis } from './kpis.service';
import { PrecisionController } from './precision/precision.controller';
import { Precision } from './precision/precision.service';

/** How fast and how precisely the casework goes: TTD, TTT, TTA, TTQ, TTR, ageing, precision per detector. */
@Module({
  imports: [AlertsModule, SearchModule],
  controllers: [KpisController, PrecisionController],
  providers: [Kpis, Precision],
})
export class KpisModule {}
