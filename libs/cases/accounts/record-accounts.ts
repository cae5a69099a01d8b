import type { EntityManager } from 'typeorm';
import { contentHash } from '@app/platform';
import type { Actor, Audit } from '@app/audit';

/** One event however many: their number, and the digest of their sorted ids. An act that changed nothing is no act. */
export async function recordAccounts(
  audit: Audit,
  tx: EntityManager,
  actor: Actor,
  caseId: string,
  action: string,
  ids: readonly string[],
  details: object,
): Promise<void> {
  if (ids.length === 0) return;
  const digest = contentHash([...ids].sort());
  await audit.record(tx, actor, {
    action,
    subjectId: caseId,
    caseId,
    details: { ...details, count: ids.length, digest },
  });
}
