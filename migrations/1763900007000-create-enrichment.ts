import { sqlMigration } from './sql-migration';

/** Runs of the analyzers, their findings, and what the latest findings say of accounts and keys. */
export const CreateEnrichment = sqlMigration('CreateEnrichment1763900007000', {
  up: `
    CREATE TABLE enrichment_runs (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      snapshot_id uuid NOT NULL,
      accounts_hash text NOT NULL,
      account_count integer NOT NULL,
      started_by text NOT NULL,
      started_at timestamptz NOT NULL,
      finished_at timestamptz,
      CONSTRAINT pk_enrichment_runs PRIMARY KEY (id),
      CONSTRAINT fk_enrichment_runs_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_enrichment_runs_case_id_id ON enrichment_runs (case_id, id);

    CREATE TABLE findings (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      analyzer text NOT NULL,
      version integer NOT NULL,
      question text NOT NULL,
      snapshot_id uuid NOT NULL,
      accounts_hash text NOT NULL,
      account_count integer NOT NULL,
      parameters jsonb NOT NULL,
      input_hash text NOT NULL,
      queries jsonb NOT NULL,
      engine_version text NOT NULL,
      result jsonb NOT NULL,
      row_count integer NOT NULL,
      rows_hash text,
      enriched_through timestamptz,
      content_hash text NOT NULL,
      started_at timestamptz NOT NULL,
      finished_at timestamptz NOT NULL,
      CONSTRAINT pk_findings PRIMARY KEY (id),
      CONSTRAINT uq_findings_case_id_input_hash UNIQUE (case_id, input_hash),
      CONSTRAINT fk_findings_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_findings_case_id_analyzer_id ON findings (case_id, analyzer, id);
    CREATE TRIGGER tr_findings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON findings
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE enrichment_steps (
      id uuid NOT NULL,
      run_id uuid NOT NULL,
      position smallint NOT NULL,
      analyzer text NOT NULL,
      version integer NOT NULL,
      parameters jsonb NOT NULL,
      input_hash text NOT NULL,
      state text NOT NULL,
      failures smallint NOT NULL,
      rows integer,
      started_at timestamptz,
      finished_at timestamptz,
      error text,
      finding_id uuid,
      CONSTRAINT pk_enrichment_steps PRIMARY KEY (id),
      CONSTRAINT uq_enrichment_steps_run_id_position UNIQUE (run_id, position),
      CONSTRAINT fk_enrichment_steps_run_id FOREIGN KEY (run_id) REFERENCES enrichment_runs (id) ON DELETE RESTRICT,
      CONSTRAINT fk_enrichment_steps_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ON DELETE RESTRICT,
      CONSTRAINT ck_enrichment_steps_state CHECK (state IN ('waiting', 'running', 'done', 'reused', 'failed'))
    );
    CREATE INDEX ix_enrichment_steps_finding_id ON enrichment_steps (finding_id);

    CREATE TABLE account_evidence (
      case_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      exchanges bigint,
      failed bigint,
      input_tokens bigint,
      output_tokens bigint,
      first_at timestamptz,
      last_at timestamptz,
      active_days integer,
      keys integer,
      totals_finding_id uuid,
      suggestion text,
      score real,
      campaign_exchanges bigint,
      campaign_families integer,
      shared jsonb,
      because jsonb,
      suggestion_finding_id uuid,
      CONSTRAINT pk_account_evidence PRIMARY KEY (case_id, account_id),
      CONSTRAINT fk_account_evidence_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_account_evidence_totals_finding_id FOREIGN KEY (totals_finding_id) REFERENCES findings (id) ON DELETE RESTRICT,
      CONSTRAINT fk_account_evidence_suggestion_finding_id FOREIGN KEY (suggestion_finding_id) REFERENCES findings (id) ON DELETE RESTRICT,
      CONSTRAINT ck_account_evidence_suggestion CHECK (suggestion IN ('confirm', 'clear', 'review'))
    );
    CREATE INDEX ix_account_evidence_case_id_suggestion_account_id ON account_evidence (case_id, suggestion, account_id);

    CREATE TABLE key_evidence (
      case_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      api_key_id text COLLATE "C" NOT NULL,
      exchanges bigint NOT NULL,
      campaign_exchanges bigint NOT NULL,
      capabilities jsonb NOT NULL,
      hours jsonb NOT NULL,
      suggestion text NOT NULL,
      score real NOT NULL,
      because jsonb NOT NULL,
      finding_id uuid NOT NULL,
      CONSTRAINT pk_key_evidence PRIMARY KEY (case_id, account_id, api_key_id),
      CONSTRAINT fk_key_evidence_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_key_evidence_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ON DELETE RESTRICT,
      CONSTRAINT ck_key_evidence_suggestion CHECK (suggestion IN ('cover', 'campaign', 'review'))
    );
    CREATE INDEX ix_key_evidence_case_id_suggestion_account_id_api_key_id
      ON key_evidence (case_id, suggestion, account_id, api_key_id);`,
  down: `
    DROP TABLE key_evidence, account_evidence, enrichment_steps, findings, enrichment_runs;`,
});
