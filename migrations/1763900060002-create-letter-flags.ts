import { sqlMigration } from './sql-migration';

/** Figures of frozen letters that hold no more, and what people decided about each. */
export const CreateLetterFlags = sqlMigration('CreateLetterFlags1763900060002', {
  up: `
    CREATE TABLE letter_flags (
      id uuid NOT NULL,
      letter_id uuid NOT NULL,
      claim_id uuid NOT NULL,
      claim_number integer NOT NULL,
      phrase text NOT NULL,
      value_then text NOT NULL,
      value_now text,
      recount_id uuid NOT NULL,
      snapshot_id uuid NOT NULL,
      task_id uuid,
      raised_at timestamptz NOT NULL,
      state text NOT NULL,
      outcome text,
      reason text,
      amendment_id uuid,
      resolved_by text,
      resolved_by_name text,
      resolved_at timestamptz,
      CONSTRAINT pk_letter_flags PRIMARY KEY (id),
      CONSTRAINT uq_letter_flags_letter_id_claim_id UNIQUE (letter_id, claim_id),
      CONSTRAINT fk_letter_flags_letter_id FOREIGN KEY (letter_id) REFERENCES letters (id) ON DELETE RESTRICT,
      CONSTRAINT fk_letter_flags_claim_id FOREIGN KEY (claim_id) REFERENCES claims (id) ON DELETE RESTRICT,
      CONSTRAINT fk_letter_flags_recount_id FOREIGN KEY (recount_id) REFERENCES claim_recounts (id) ON DELETE RESTRICT,
      CONSTRAINT fk_letter_flags_task_id FOREIGN KEY (task_id) REFERENCES case_tasks (id) ON DELETE RESTRICT,
      CONSTRAINT fk_letter_flags_amendment_id FOREIGN KEY (amendment_id) REFERENCES letters (id) ON DELETE RESTRICT,
      CONSTRAINT ck_letter_flags_state CHECK (state IN ('open', 'resolved')),
      CONSTRAINT ck_letter_flags_outcome CHECK (outcome IN ('amended', 'withdrawn', 'accepted')),
      CONSTRAINT ck_letter_flags_resolved CHECK ((state = 'resolved') = (
        outcome IS NOT NULL AND reason IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL)),
      CONSTRAINT ck_letter_flags_amendment CHECK ((outcome IS NOT DISTINCT FROM 'amended') = (amendment_id IS NOT NULL))
    );
    CREATE INDEX ix_letter_flags_open ON letter_flags (letter_id) WHERE state = 'open';
    CREATE INDEX ix_letter_flags_claim_id ON letter_flags (claim_id);
    CREATE INDEX ix_letter_flags_recount_id ON letter_flags (recount_id);
    CREATE INDEX ix_letter_flags_task_id ON letter_flags (task_id);
    CREATE INDEX ix_letter_flags_amendment_id ON letter_flags (amendment_id);`,
  down: `DROP TABLE letter_flags;`,
});
