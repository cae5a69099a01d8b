import { sqlMigration } from './sql-migration';

/** Of the accounts of cases: where each came from, its share of traffic, and every judgement with what was before it. */
export const ExtendCaseAccounts = sqlMigration('ExtendCaseAccounts1763900042000', {
  up: `
    ALTER TABLE case_accounts
      ADD COLUMN source_kind text NOT NULL DEFAULT 'list',
      ADD COLUMN source_ref text,
      ADD COLUMN share double precision,
      ADD COLUMN share_basis text,
      ADD COLUMN share_by text,
      ADD COLUMN share_at timestamptz,
      ADD CONSTRAINT ck_case_accounts_source_kind
        CHECK (source_kind IN ('list', 'file', 'alerts', 'case', 'finding', 'suggestion')),
      ADD CONSTRAINT ck_case_accounts_share CHECK (share BETWEEN 0 AND 1);
    UPDATE case_accounts SET source_kind = 'alerts' WHERE source = 'alerts';
    CREATE INDEX ix_case_accounts_case_id_share_account_id ON case_accounts (case_id, share, account_id)
      WHERE share IS NOT NULL;
    CREATE INDEX ix_case_accounts_case_id_decided_at_account_id ON case_accounts (case_id, decided_at, account_id)
      WHERE decided_at IS NOT NULL;

    CREATE TABLE case_account_sources (
      case_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      kind text NOT NULL,
      ref text NOT NULL,
      source text NOT NULL,
      added_by text NOT NULL,
      added_at timestamptz NOT NULL,
      CONSTRAINT pk_case_account_sources PRIMARY KEY (case_id, account_id, kind, ref),
      CONSTRAINT fk_case_account_sources_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_account_sources_kind
        CHECK (kind IN ('list', 'file', 'alerts', 'case', 'finding', 'suggestion'))
    );

    CREATE TABLE case_account_acts (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      kind text NOT NULL,
      status text,
      reason text NOT NULL,
      sets_share boolean NOT NULL,
      undoes_id uuid,
      changed integer NOT NULL,
      by_id text NOT NULL,
      by_name text NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT pk_case_account_acts PRIMARY KEY (id),
      CONSTRAINT fk_case_account_acts_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_account_acts_undoes_id FOREIGN KEY (undoes_id) REFERENCES case_account_acts (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_account_acts_kind CHECK (kind IN ('verdict', 'share', 'undo')),
      CONSTRAINT ck_case_account_acts_undoes CHECK ((kind = 'undo') = (undoes_id IS NOT NULL))
    );
    CREATE INDEX ix_case_account_acts_case_id_id ON case_account_acts (case_id, id);
    CREATE INDEX ix_case_account_acts_undoes_id ON case_account_acts (undoes_id);
    CREATE TRIGGER tr_case_account_acts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_account_acts
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE case_account_changes (
      act_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      from_status text,
      to_status text,
      from_reason text,
      from_decided_by text,
      from_decided_at timestamptz,
      from_share double precision,
      to_share double precision,
      from_share_basis text,
      from_share_by text,
      from_share_at timestamptz,
      CONSTRAINT pk_case_account_changes PRIMARY KEY (act_id, account_id),
      CONSTRAINT fk_case_account_changes_act_id FOREIGN KEY (act_id) REFERENCES case_account_acts (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_account_changes_account_id_act_id ON case_account_changes (account_id, act_id);
    CREATE TRIGGER tr_case_account_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_account_changes
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  down: `
    DROP TABLE case_account_changes, case_account_acts, case_account_sources;
    DROP INDEX ix_case_accounts_case_id_decided_at_account_id, ix_case_accounts_case_id_share_account_id;
    ALTER TABLE case_accounts DROP CONSTRAINT ck_case_accounts_share, DROP CONSTRAINT ck_case_accounts_source_kind,
      DROP COLUMN share_at, DROP COLUMN share_by, DROP COLUMN share_basis, DROP COLUMN share,
      DROP COLUMN source_ref, DROP COLUMN source_kind;`,
});
