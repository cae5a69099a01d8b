export * from './updates.module';
export * from './updates.worker';

export const UPDATES_ENTITIES = [];
