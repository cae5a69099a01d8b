import { Module } from '@nestjs/common';

/** How fast and how precisely the casework goes: TTD, TTT, TTA, TTQ, TTR, ageing, precision per detector. */
@Module({})
export class KpisModule {}
