import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { canonicalJson, Clock, sendBehind } from '@app/platform';
import type { Actor } from './actor';
import { AuditEvent } from './audit-event.entity';
import {
  actsAfter,
  chainHead,
  countEvents,
  type EventFilter,
  eventsBefore,
  linksAfter,
  type RecordedEvent,
  type SealedAct,
} from './audit.queries';
import { ChainVerifier, type ChainLink, type ChainVerdict } from './chain';

/** What was done to what; the kind is the noun before the dot of the action unless said. */
export interface Act {
  /** Past tense: `order.approved`. */
  action: string;
  subjectKind?: string;
  subjectId: string;
  caseId?: string | null;
  details?: Record<string, unknown>;
}

const PAGE = 5_000;

/** The append-only, hash-chained record of every act. */
@Injectable()
export class Audit {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Records an act in the acting transaction; it is sealed into the chain after the commit. */
  async record(tx: EntityManager, actor: Actor, act: Act): Promise<void> {
    await this.recordAll(tx, actor, [act]);
  }

  /** Records several acts of one person in the acting transaction, in their order and in one statement. */
  async recordAll(tx: EntityManager, actor: Actor, acts: readonly Act[]): Promise<void> {
    if (acts.length === 0) return;
    await sendBehind(
      tx,
      `WITH e AS (
         INSERT INTO audit_events (at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, case_id, details, transaction_id)
         SELECT $1, $2, $3, $4, a.action, a.subject_kind, a.subject_id, a.case_id, a.details,
                (pg_current_xact_id()::text)::bigint
         FROM unnest($5::text[], $6::text[], $7::text[], $8::uuid[], $9::jsonb[])
           WITH ORDINALITY AS a(action, subject_kind, subject_id, case_id, details, place)
         ORDER BY a.place RETURNING id)
       INSERT INTO audit_pending (event_id) SELECT id FROM e`,
      [
        this.clock.now(),
        actor.kind,
        actor.id,
        actor.name,
        acts.map((act) => act.action),
        acts.map((act) => act.subjectKind ?? act.action.split('.')[0]),
        acts.map((act) => act.subjectId),
        acts.map((act) => act.caseId ?? null),
        acts.map((act) => canonicalJson(act.details ?? {})),
      ],
    );
  }

  /** The sealed chain in order, page by page, for export and verification. */
  async *links(): AsyncGenerator<ChainLink[]> {
    let after = '0';
    for (;;) {
      const page = await linksAfter(this.db.manager, after, PAGE);
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)!.sequence;
    }
  }

  /** At most `limit` acts sealed after `sequence`, in the order of the chain: one that is given is never preceded later. */
  actsAfter(sequence: number, limit: number): Promise<SealedAct[]> {
    return actsAfter(this.db.manager, String(sequence), limit);
  }

  /** At most `limit` events before the one of this id, the latest first. */
  eventsBefore(
    filter: EventFilter & { before?: string | undefined; limit: number },
  ): Promise<RecordedEvent[]> {
    return eventsBefore(this.db.manager, filter);
  }

  /** The sequence of the latest sealed act; 0 before the first. */
  async latestSequence(): Promise<number> {
    return Number((await chainHead(this.db.manager))?.sequence ?? 0);
  }

  /** Whether anything was ever done in a case, which is so from its opening on. */
  hasActsOf(caseId: string): Promise<boolean> {
    return this.db.manager.existsBy(AuditEvent, { caseId });
  }

  /** Verifies content, order, gaps and that every event is either sealed or waiting for its seal. */
  async verify(): Promise<ChainVerdict & { pending: number }> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const verifier = new ChainVerifier();
      let after = '0';
      for (;;) {
        const page = await linksAfter(tx, after, PAGE);
        if (page.length === 0) break;
        for (const link of page) verifier.take(link);
        after = page.at(-1)!.sequence;
      }
      const { events, seals, pending } = await countEvents(tx);
      if (events !== seals + pending) {
        verifier.fail(
          after,
          `${events} events are stored but ${seals} are sealed and ${pending} wait: one was added or removed behind the chain`,
        );
      }
      return { ...verifier.verdict(), pending };
    });
  }
}
