import { sqlMigration } from './sql-migration';

/** What was given to outside readers of a case. */
export const CreateEvidencePacks = sqlMigration('CreateEvidencePacks1763900061001', {
  up: `
    CREATE TABLE evidence_packs (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      recipient text NOT NULL,
      recipient_key text NOT NULL,
      clearance text NOT NULL,
      snapshot_id uuid NOT NULL,
      manifest jsonb NOT NULL,
      manifest_evidence_id uuid NOT NULL,
      cells_evidence_id uuid NOT NULL,
      accounts_evidence_id uuid NOT NULL,
      made_by text NOT NULL,
      made_by_name text NOT NULL,
      made_at timestamptz NOT NULL,
      CONSTRAINT pk_evidence_packs PRIMARY KEY (id),
      CONSTRAINT fk_evidence_packs_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_evidence_packs_manifest_evidence_id FOREIGN KEY (manifest_evidence_id)
        REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT fk_evidence_packs_cells_evidence_id FOREIGN KEY (cells_evidence_id)
        REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT fk_evidence_packs_accounts_evidence_id FOREIGN KEY (accounts_evidence_id)
        REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT ck_evidence_packs_clearance CHECK (clearance IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'))
    );
    CREATE INDEX ix_evidence_packs_case_id_id ON evidence_packs (case_id, id);
    CREATE TRIGGER tr_evidence_packs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_packs
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  down: `DROP TABLE evidence_packs;`,
});
