import type { DataSource } from 'typeorm';
import { BackgroundLoop } from '@app/platform';
import { chainHead, sealable } from './audit.queries';
import { GENESIS, linkHash } from './chain';

const BATCH = 2_000;
/** Any fixed number; the lock keeps a second sealer out while one writes. */
const SEALER_LOCK = 5_201_314;

/** Appends committed events to the chain, behind the acts, so that no two users wait for each other. */
export class AuditSealer {
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly db: DataSource,
    /** Wait after an empty look, ms. */
    idleMs = 500,
  ) {
    this.loop = new BackgroundLoop('audit sealer', async () => (await this.seal()) === BATCH, idleMs);
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Seals one batch and says how many events it sealed. */
  seal(): Promise<number> {
    return this.db.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [SEALER_LOCK]);
      const events = await sealable(tx, BATCH);
      if (events.length === 0) return 0;
      const head = await chainHead(tx);
      let sequence = BigInt(head?.sequence ?? '0');
      let hash = head?.hash ?? GENESIS;
      const sequences: string[] = [];
      const hashes: string[] = [];
      for (const event of events) {
        sequence += 1n;
        hash = linkHash(hash, sequence.toString(), event);
        sequences.push(sequence.toString());
        hashes.push(hash);
      }
      const ids = events.map((event) => event.id);
      await tx.query(
        `INSERT INTO audit_seals (sequence, event_id, hash, sealed_at)
         SELECT s, e, h, now() FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS t(s, e, h)`,
        [sequences, ids, hashes],
      );
      await tx.query('DELETE FROM audit_pending WHERE event_id = ANY($1::bigint[])', [ids]);
      return events.length;
    });
  }
}
