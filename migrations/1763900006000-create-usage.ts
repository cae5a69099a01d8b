import { sqlMigration } from './sql-migration';

/** Imports, what each brought by day, and the snapshots made of them, which the database refuses to change. */
export const CreateUsage = sqlMigration('CreateUsage1763900006000', {
  up: `
    CREATE TABLE imports (
      id uuid NOT NULL,
      no integer GENERATED ALWAYS AS IDENTITY,
      kind text NOT NULL,
      file_name text NOT NULL,
      state text NOT NULL,
      phase text NOT NULL,
      path text,
      bytes bigint,
      sha256 text,
      file_bytes_done bigint NOT NULL DEFAULT 0,
      next_offset bigint NOT NULL DEFAULT 0,
      next_line bigint NOT NULL DEFAULT 1,
      read bigint NOT NULL DEFAULT 0,
      loaded bigint NOT NULL DEFAULT 0,
      rejected bigint NOT NULL DEFAULT 0,
      known bigint NOT NULL DEFAULT 0,
      careful boolean NOT NULL DEFAULT false,
      attempts integer NOT NULL DEFAULT 0,
      error text,
      warning text,
      max_ts timestamptz,
      rejects_path text,
      commit_no integer,
      account_rows bigint,
      account_hash numeric,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      started_at timestamptz,
      finished_at timestamptz,
      CONSTRAINT pk_imports PRIMARY KEY (id),
      CONSTRAINT uq_imports_no UNIQUE (no),
      CONSTRAINT ck_imports_kind CHECK (kind IN ('usage', 'accounts')),
      CONSTRAINT ck_imports_state CHECK (state IN ('awaiting_content', 'loading', 'done', 'failed', 'cancelled')),
      CONSTRAINT ck_imports_phase CHECK (phase IN ('staging', 'settling', 'moving', 'over'))
    );
    CREATE INDEX ix_imports_state_commit_no ON imports (state, commit_no);

    CREATE TABLE import_days (
      import_no integer NOT NULL,
      day date NOT NULL,
      rows bigint NOT NULL,
      hash numeric NOT NULL,
      CONSTRAINT pk_import_days PRIMARY KEY (import_no, day)
    );

    CREATE TABLE snapshots (
      id uuid NOT NULL,
      number integer GENERATED ALWAYS AS IDENTITY,
      taken_at timestamptz NOT NULL,
      taken_by text NOT NULL,
      note text,
      watermark timestamptz,
      usage_rows bigint NOT NULL,
      account_rows bigint NOT NULL,
      accounts_hash text NOT NULL,
      content_hash text NOT NULL,
      days jsonb NOT NULL,
      import_nos integer[] NOT NULL,
      engine_version text NOT NULL,
      schema_version integer NOT NULL,
      CONSTRAINT pk_snapshots PRIMARY KEY (id),
      CONSTRAINT uq_snapshots_number UNIQUE (number)
    );
    CREATE TRIGGER tr_snapshots_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshots
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  down: `DROP TABLE snapshots, import_days, imports;`,
});
