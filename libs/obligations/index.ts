export * from './obligations.module';
export * from './regime';
export * from './calendars';
export * from './clock';
export * from './catalogue';
export * from './obligation-state';
export * from './fact.entity';
export * from './determination.entity';
export * from './obligation.entity';
export * from './facts.service';
export * from './determinations.service';
export * from './obligations.service';

import { Determination } from './determination.entity';
import { Fact } from './fact.entity';
import { Obligation } from './obligation.entity';

export const OBLIGATIONS_ENTITIES = [Fact, Determination, Obligation];
