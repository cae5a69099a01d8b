import { Module } from '@nestjs/common';
import { EvidenceController } from './evidence.controller';
import { Evidence } from './evidence.service';
import { FileStore } from './file-store';

/** Files with hashes and their custody log. */
@Module({
  controllers: [EvidenceController],
  providers: [FileStore, Evidence],
  exports: [FileStore, Evidence],
})
export class EvidenceModule {}
