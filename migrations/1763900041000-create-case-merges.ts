import { sqlMigration } from './sql-migration';

/** Merges as records, with what the survivor itself held of what came in, so that they can be undone. */
export const CreateCaseMerges = sqlMigration('CreateCaseMerges1763900041000', {
  up: `
    CREATE TABLE case_merges (
      id uuid NOT NULL,
      from_id uuid NOT NULL,
      into_id uuid NOT NULL,
      merged_by text NOT NULL,
      merged_by_name text NOT NULL,
      merged_at timestamptz NOT NULL,
      reason text,
      stage_before text NOT NULL,
      first_closed_before timestamptz,
      gave jsonb NOT NULL,
      into_before jsonb NOT NULL,
      left_out jsonb NOT NULL,
      counts jsonb NOT NULL,
      undone_by text,
      undone_by_name text,
      undone_at timestamptz,
      undone_reason text,
      undone_outcome jsonb,
      CONSTRAINT pk_case_merges PRIMARY KEY (id),
      CONSTRAINT fk_case_merges_from_id FOREIGN KEY (from_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_merges_into_id FOREIGN KEY (into_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_merges_other CHECK (from_id <> into_id),
      CONSTRAINT ck_case_merges_undone CHECK (num_nulls(undone_by, undone_by_name, undone_at, undone_reason, undone_outcome) IN (0, 5))
    );
    CREATE UNIQUE INDEX uq_case_merges_from_id ON case_merges (from_id) WHERE undone_at IS NULL;
    CREATE INDEX ix_case_merges_from_id_id ON case_merges (from_id, id);
    CREATE INDEX ix_case_merges_into_id_id ON case_merges (into_id, id);

    CREATE TABLE case_merge_rows (
      merge_id uuid NOT NULL,
      kind text NOT NULL,
      key text COLLATE "C" NOT NULL,
      before jsonb,
      CONSTRAINT pk_case_merge_rows PRIMARY KEY (merge_id, kind, key),
      CONSTRAINT fk_case_merge_rows_merge_id FOREIGN KEY (merge_id) REFERENCES case_merges (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_merge_rows_kind CHECK (kind IN ('alert', 'task', 'dependency', 'link', 'account', 'source',
        'key', 'entity', 'violation', 'member', 'playbook'))
    );`,
  down: `
    DROP TABLE case_merge_rows, case_merges;`,
});
