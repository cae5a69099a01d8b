import { sqlMigration } from './sql-migration';

/** Judgements on who is behind a case's accounts. */
export const CreateJudgements = sqlMigration('CreateJudgements1763900061000', {
  up: `
    CREATE TABLE judgements (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      number integer NOT NULL,
      rung smallint NOT NULL,
      party jsonb,
      statement text NOT NULL,
      likelihood text NOT NULL,
      confidence text NOT NULL,
      evidence jsonb NOT NULL,
      families smallint NOT NULL,
      alternatives jsonb NOT NULL,
      would_change text NOT NULL,
      state text NOT NULL,
      version integer NOT NULL,
      author_ids text[] NOT NULL,
      created_by text NOT NULL,
      created_by_name text NOT NULL,
      created_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      reviewed_by text,
      reviewed_by_name text,
      reviewed_at timestamptz,
      review_comment text,
      approved_hash text,
      withdrawn_by text,
      withdrawn_by_name text,
      withdrawn_at timestamptz,
      withdrawn_reason text,
      supersedes_id uuid,
      CONSTRAINT pk_judgements PRIMARY KEY (id),
      CONSTRAINT uq_judgements_case_id_number UNIQUE (case_id, number),
      CONSTRAINT fk_judgements_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_judgements_supersedes_id FOREIGN KEY (supersedes_id) REFERENCES judgements (id) ON DELETE RESTRICT,
      CONSTRAINT ck_judgements_rung CHECK (rung BETWEEN 1 AND 4),
      CONSTRAINT ck_judgements_party CHECK ((rung = 1) = (party IS NULL)),
      CONSTRAINT ck_judgements_likelihood CHECK (likelihood IN
        ('almost_no_chance', 'very_unlikely', 'unlikely', 'roughly_even_chance', 'likely', 'very_likely', 'almost_certain')),
      CONSTRAINT ck_judgements_confidence CHECK (confidence IN ('low', 'moderate', 'high')),
      CONSTRAINT ck_judgements_state CHECK (state IN
        ('draft', 'in_review', 'returned', 'approved', 'superseded', 'withdrawn')),
      CONSTRAINT ck_judgements_four_eyes CHECK (created_by = ANY (author_ids) AND reviewed_by <> ALL (author_ids)),
      CONSTRAINT ck_judgements_approved CHECK (CASE state
        WHEN 'approved' THEN approved_hash IS NOT NULL
        WHEN 'superseded' THEN approved_hash IS NOT NULL
        WHEN 'withdrawn' THEN true
        ELSE approved_hash IS NULL END
        AND (approved_hash IS NULL OR reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL)),
      CONSTRAINT ck_judgements_reviewable CHECK (state IN ('draft', 'returned', 'withdrawn')
        OR (jsonb_array_length(alternatives) > 0 AND would_change <> '' AND families >= CASE
          WHEN confidence = 'high' THEN 3 WHEN confidence = 'moderate' AND rung > 1 THEN 2 ELSE 1 END)),
      CONSTRAINT ck_judgements_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
    );
    CREATE INDEX ix_judgements_case_id_id ON judgements (case_id, id);
    CREATE UNIQUE INDEX uq_judgements_supersedes_id ON judgements (supersedes_id)
      WHERE supersedes_id IS NOT NULL AND state <> 'withdrawn';

    CREATE FUNCTION keep_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR OLD.state IN ('superseded', 'withdrawn') OR (OLD.state = 'approved' AND (
        NEW.state = 'draft' OR to_jsonb(OLD) - ARRAY['state', 'withdrawn_by', 'withdrawn_by_name', 'withdrawn_at', 'withdrawn_reason']
          <> to_jsonb(NEW) - ARRAY['state', 'withdrawn_by', 'withdrawn_by_name', 'withdrawn_at', 'withdrawn_reason'])) THEN
        RAISE EXCEPTION 'a judgement that was approved or ended does not change' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER tr_judgements_keep BEFORE UPDATE OR DELETE ON judgements
      FOR EACH ROW EXECUTE FUNCTION keep_judgement();`,
  down: `
    DROP TABLE judgements;
    DROP FUNCTION keep_judgement();`,
});
