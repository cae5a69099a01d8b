import { sqlMigration } from './sql-migration';

/** Recounts of approved claims, each a record of its own, and claims that hold no more. */
export const CreateClaimRecounts = sqlMigration('CreateClaimRecounts1763900060001', {
  up: `
    ALTER TABLE claims
      DROP CONSTRAINT ck_claims_state,
      DROP CONSTRAINT ck_claims_approved,
      ADD CONSTRAINT ck_claims_state CHECK (state IN ('proposed', 'computed', 'reproduced', 'approved', 'stale')),
      ADD CONSTRAINT ck_claims_approved CHECK (
        (state IN ('approved', 'stale')) = (approved_by IS NOT NULL AND approved_hash IS NOT NULL AND approved_at IS NOT NULL));

    CREATE OR REPLACE FUNCTION keep_approved_claim() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR to_jsonb(OLD) - '{is_superseded,state}'::text[] <> to_jsonb(NEW) - '{is_superseded,state}'::text[]
        OR (NEW.state <> OLD.state AND NEW.state <> 'stale') THEN
        RAISE EXCEPTION 'an approved claim does not change' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$;
    DROP TRIGGER tr_claims_keep_approved ON claims;
    CREATE TRIGGER tr_claims_keep_approved BEFORE UPDATE OR DELETE ON claims
      FOR EACH ROW WHEN (OLD.state IN ('approved', 'stale')) EXECUTE FUNCTION keep_approved_claim();

    CREATE TABLE claim_recounts (
      id uuid NOT NULL,
      claim_id uuid NOT NULL,
      snapshot_id uuid NOT NULL,
      state text NOT NULL,
      outcome text,
      value text,
      reproduced text,
      parameters jsonb,
      query_hash text,
      requested_by text NOT NULL,
      requested_by_name text NOT NULL,
      requested_at timestamptz NOT NULL,
      counted_at timestamptz,
      CONSTRAINT pk_claim_recounts PRIMARY KEY (id),
      CONSTRAINT fk_claim_recounts_claim_id FOREIGN KEY (claim_id) REFERENCES claims (id) ON DELETE RESTRICT,
      CONSTRAINT fk_claim_recounts_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES snapshots (id) ON DELETE RESTRICT,
      CONSTRAINT ck_claim_recounts_state CHECK (state IN ('waiting', 'counted')),
      CONSTRAINT ck_claim_recounts_outcome CHECK (outcome IN ('holds', 'fails', 'unclear')),
      CONSTRAINT ck_claim_recounts_counted CHECK (
        (state = 'counted') = (outcome IS NOT NULL) AND (state = 'counted') = (counted_at IS NOT NULL))
    );
    CREATE INDEX ix_claim_recounts_claim_id_id ON claim_recounts (claim_id, id);
    CREATE INDEX ix_claim_recounts_snapshot_id ON claim_recounts (snapshot_id);
    CREATE UNIQUE INDEX uq_claim_recounts_waiting ON claim_recounts (claim_id, snapshot_id) WHERE state = 'waiting';
    CREATE TRIGGER tr_claim_recounts_keep_counted BEFORE UPDATE OR DELETE ON claim_recounts
      FOR EACH ROW WHEN (OLD.state = 'counted') EXECUTE FUNCTION refuse_change();`,
  down: `
    DROP TABLE claim_recounts;
    DROP TRIGGER tr_claims_keep_approved ON claims;
    UPDATE claims SET state = 'approved' WHERE state = 'stale';
    CREATE OR REPLACE FUNCTION keep_approved_claim() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR to_jsonb(OLD) - 'is_superseded' <> to_jsonb(NEW) - 'is_superseded' THEN
        RAISE EXCEPTION 'an approved claim does not change' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER tr_claims_keep_approved BEFORE UPDATE OR DELETE ON claims
      FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION keep_approved_claim();
    ALTER TABLE claims
      DROP CONSTRAINT ck_claims_state,
      DROP CONSTRAINT ck_claims_approved,
      ADD CONSTRAINT ck_claims_state CHECK (state IN ('proposed', 'computed', 'reproduced', 'approved')),
      ADD CONSTRAINT ck_claims_approved CHECK (
        (state = 'approved') = (approved_by IS NOT NULL AND approved_hash IS NOT NULL AND approved_at IS NOT NULL));`,
});
