import { sqlMigration } from './sql-migration';

/** Dated facts and determinations, both append-only, and the clocks derived from them. */
export const CreateObligations = sqlMigration('CreateObligations1763900010000', {
  up: `
    CREATE TABLE facts (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      key text NOT NULL,
      at timestamptz NOT NULL,
      zone text NOT NULL,
      source text NOT NULL,
      note text,
      corrects_id uuid,
      recorded_at timestamptz NOT NULL,
      recorded_by text NOT NULL,
      recorded_by_name text NOT NULL,
      CONSTRAINT pk_facts PRIMARY KEY (id),
      CONSTRAINT fk_facts_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_facts_corrects_id FOREIGN KEY (corrects_id) REFERENCES facts (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_facts_case_id ON facts (case_id);
    CREATE UNIQUE INDEX uq_facts_corrects_id ON facts (corrects_id);
    CREATE TRIGGER tr_facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE determinations (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      regime_id text NOT NULL,
      regime_version text NOT NULL,
      result text NOT NULL,
      because text NOT NULL,
      reopen_if text,
      target_date date,
      stages text[],
      supersedes_id uuid,
      determined_at timestamptz NOT NULL,
      determined_by text NOT NULL,
      determined_by_name text NOT NULL,
      CONSTRAINT pk_determinations PRIMARY KEY (id),
      CONSTRAINT fk_determinations_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_determinations_supersedes_id FOREIGN KEY (supersedes_id) REFERENCES determinations (id) ON DELETE RESTRICT,
      CONSTRAINT ck_determinations_result CHECK (result IN ('applicable', 'not_applicable', 'voluntary', 'undetermined'))
    );
    CREATE INDEX ix_determinations_case_id ON determinations (case_id);
    CREATE UNIQUE INDEX uq_determinations_supersedes_id ON determinations (supersedes_id);
    CREATE UNIQUE INDEX uq_determinations_case_id_regime_id_first ON determinations (case_id, regime_id) WHERE supersedes_id IS NULL;
    CREATE TRIGGER tr_determinations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON determinations
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE obligations (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      determination_id uuid NOT NULL,
      regime_id text NOT NULL,
      regime_version text NOT NULL,
      stage text NOT NULL,
      title text NOT NULL,
      occurrence integer NOT NULL,
      fact_id uuid,
      after_id uuid,
      zone text NOT NULL,
      due_statutory timestamptz,
      due_conservative timestamptz,
      basis jsonb NOT NULL,
      warnings jsonb NOT NULL,
      calendar_version text,
      state text NOT NULL,
      supersedes_id uuid,
      created_at timestamptz NOT NULL,
      ended_at timestamptz,
      fulfilled_at timestamptz,
      fulfilled_reference text,
      fulfilled_by_name text,
      CONSTRAINT pk_obligations PRIMARY KEY (id),
      CONSTRAINT fk_obligations_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_obligations_determination_id FOREIGN KEY (determination_id) REFERENCES determinations (id) ON DELETE RESTRICT,
      CONSTRAINT fk_obligations_fact_id FOREIGN KEY (fact_id) REFERENCES facts (id) ON DELETE RESTRICT,
      CONSTRAINT fk_obligations_after_id FOREIGN KEY (after_id) REFERENCES obligations (id) ON DELETE RESTRICT,
      CONSTRAINT fk_obligations_supersedes_id FOREIGN KEY (supersedes_id) REFERENCES obligations (id) ON DELETE RESTRICT,
      CONSTRAINT ck_obligations_state CHECK (state IN ('waiting', 'running', 'fulfilled', 'superseded', 'withdrawn')),
      CONSTRAINT ck_obligations_due CHECK ((state <> 'running') OR (due_statutory IS NOT NULL AND due_conservative IS NOT NULL))
    );
    CREATE INDEX ix_obligations_case_id ON obligations (case_id);
    CREATE INDEX ix_obligations_determination_id ON obligations (determination_id);
    CREATE INDEX ix_obligations_fact_id ON obligations (fact_id);
    CREATE INDEX ix_obligations_after_id ON obligations (after_id);
    CREATE INDEX ix_obligations_supersedes_id ON obligations (supersedes_id);
    CREATE INDEX ix_obligations_state_due_conservative_id ON obligations (state, due_conservative, id);
    CREATE UNIQUE INDEX uq_obligations_open ON obligations (case_id, regime_id, stage, occurrence) WHERE state IN ('waiting', 'running');`,
  down: `DROP TABLE obligations, determinations, facts;`,
});
