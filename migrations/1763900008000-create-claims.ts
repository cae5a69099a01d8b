import { sqlMigration } from './sql-migration';

/** Figures for prose. An approved claim refuses every change but that another took its place. */
export const CreateClaims = sqlMigration('CreateClaims1763900008000', {
  up: `
    CREATE TABLE claims (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      number integer NOT NULL,
      measure text NOT NULL,
      unit text NOT NULL,
      counting_rule text NOT NULL,
      snapshot_id uuid NOT NULL,
      finding_id uuid,
      value text,
      query text,
      parameters jsonb,
      query_hash text,
      engine_version text,
      as_of timestamptz NOT NULL,
      computed_at timestamptz,
      phrase jsonb,
      reproduction jsonb,
      state text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      phrased_by text,
      approved_by text,
      approved_at timestamptz,
      approved_hash text,
      supersedes_id uuid,
      is_superseded boolean NOT NULL,
      CONSTRAINT pk_claims PRIMARY KEY (id),
      CONSTRAINT uq_claims_case_id_number UNIQUE (case_id, number),
      CONSTRAINT fk_claims_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_claims_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ON DELETE RESTRICT,
      CONSTRAINT fk_claims_supersedes_id FOREIGN KEY (supersedes_id) REFERENCES claims (id) ON DELETE RESTRICT,
      CONSTRAINT ck_claims_state CHECK (state IN ('proposed', 'computed', 'reproduced', 'approved')),
      CONSTRAINT ck_claims_four_eyes CHECK (approved_by IS NULL OR (approved_by <> created_by AND approved_by <> phrased_by)),
      CONSTRAINT ck_claims_approved CHECK (
        (state = 'approved') = (approved_by IS NOT NULL AND approved_hash IS NOT NULL AND approved_at IS NOT NULL)),
      CONSTRAINT ck_claims_value CHECK (state = 'proposed' OR value IS NOT NULL)
    );
    CREATE INDEX ix_claims_finding_id ON claims (finding_id);
    CREATE INDEX ix_claims_supersedes_id ON claims (supersedes_id);

    CREATE FUNCTION keep_approved_claim() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR to_jsonb(OLD) - 'is_superseded' <> to_jsonb(NEW) - 'is_superseded' THEN
        RAISE EXCEPTION 'an approved claim does not change' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER tr_claims_keep_approved BEFORE UPDATE OR DELETE ON claims
      FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION keep_approved_claim();

    CREATE TABLE claim_citations (
      claim_id uuid NOT NULL,
      letter_id uuid NOT NULL,
      cited_at timestamptz NOT NULL,
      CONSTRAINT pk_claim_citations PRIMARY KEY (claim_id, letter_id),
      CONSTRAINT fk_claim_citations_claim_id FOREIGN KEY (claim_id) REFERENCES claims (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_claim_citations_letter_id ON claim_citations (letter_id);`,
  down: `
    DROP TABLE claim_citations, claims;
    DROP FUNCTION keep_approved_claim();`,
});
