/** What a breach of a clause calls for, mildest first. */
export const ENFORCEMENTS = ['none', 'warn', 'restrict', 'suspend', 'ban'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];
