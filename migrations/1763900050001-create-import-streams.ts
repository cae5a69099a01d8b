import { sqlMigration } from './sql-migration';

/** Standing imports, the batches that came for them, and the import that a stream's rows wait in. */
export const CreateImportStreams = sqlMigration('CreateImportStreams1763900050001', {
  up: `
    CREATE TABLE import_streams (
      id uuid NOT NULL,
      name text NOT NULL,
      kind text NOT NULL,
      mapping jsonb,
      mapping_hash text,
      mapping_id uuid,
      open_import_id uuid,
      read bigint NOT NULL DEFAULT 0,
      rejected bigint NOT NULL DEFAULT 0,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      closed_at timestamptz,
      CONSTRAINT pk_import_streams PRIMARY KEY (id),
      CONSTRAINT uq_import_streams_name UNIQUE (name),
      CONSTRAINT ck_import_streams_kind CHECK (kind IN ('usage', 'accounts'))
    );

    CREATE TABLE import_batches (
      stream_id uuid NOT NULL,
      batch text NOT NULL,
      import_id uuid NOT NULL,
      first_line bigint NOT NULL,
      lines bigint NOT NULL,
      sha256 text NOT NULL,
      read bigint NOT NULL DEFAULT 0,
      rejected bigint NOT NULL DEFAULT 0,
      rejects jsonb NOT NULL DEFAULT '[]',
      created_at timestamptz NOT NULL,
      staged_at timestamptz,
      CONSTRAINT pk_import_batches PRIMARY KEY (stream_id, batch)
    );
    CREATE INDEX ix_import_batches_import_id ON import_batches (import_id);
    CREATE INDEX ix_import_batches_created_at ON import_batches (created_at);

    ALTER TABLE imports ADD COLUMN stream_id uuid;`,
  down: `
    ALTER TABLE imports DROP COLUMN stream_id;
    DROP TABLE import_batches, import_streams;`,
});
