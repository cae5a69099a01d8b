import { sqlMigration } from './sql-migration';

/** Files in evidence, and the custody log that refuses change and deletion. */
export const CreateEvidence = sqlMigration('CreateEvidence1763900002000', {
  up: `
    CREATE TABLE evidence_items (
      id uuid NOT NULL,
      case_id uuid,
      name text NOT NULL,
      media_type text NOT NULL,
      origin text NOT NULL,
      path text NOT NULL,
      bytes bigint NOT NULL,
      sha256 text NOT NULL,
      kept_at timestamptz NOT NULL,
      CONSTRAINT pk_evidence_items PRIMARY KEY (id),
      CONSTRAINT ck_evidence_items_bytes CHECK (bytes >= 0),
      CONSTRAINT ck_evidence_items_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
    );
    CREATE INDEX ix_evidence_items_case_id_id ON evidence_items (case_id, id);

    CREATE TABLE custody_entries (
      id bigint GENERATED ALWAYS AS IDENTITY,
      evidence_id uuid NOT NULL,
      at timestamptz NOT NULL,
      actor_id text NOT NULL,
      actor_name text NOT NULL,
      act text NOT NULL,
      CONSTRAINT pk_custody_entries PRIMARY KEY (id),
      CONSTRAINT ck_custody_entries_act CHECK (act IN ('kept', 'read', 'verified', 'failed')),
      CONSTRAINT fk_custody_entries_evidence_id FOREIGN KEY (evidence_id) REFERENCES evidence_items (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_custody_entries_evidence_id_id ON custody_entries (evidence_id, id);
    CREATE TRIGGER tr_custody_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_entries
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  down: `DROP TABLE custody_entries, evidence_items;`,
});
