export * from './files.options';
export * from './file-store';
export * from './evidence-item.entity';
export * from './custody-entry.entity';
export * from './evidence.service';
export { EvidenceItemView, toEvidenceItemView } from './evidence.dto';
export * from './evidence.module';

import { CustodyEntry } from './custody-entry.entity';
import { EvidenceItem } from './evidence-item.entity';

export const EVIDENCE_ENTITIES = [EvidenceItem, CustodyEntry];
