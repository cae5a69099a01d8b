import { sqlMigration } from './sql-migration';

/** Usage policies. Versions and clauses refuse change and deletion: cases point at them. */
export const CreatePolicies = sqlMigration('CreatePolicies1763900003000', {
  up: `
    CREATE TABLE policies (
      id uuid NOT NULL,
      name text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT pk_policies PRIMARY KEY (id),
      CONSTRAINT uq_policies_name UNIQUE (name)
    );
    CREATE TABLE policy_versions (
      id uuid NOT NULL,
      policy_id uuid NOT NULL,
      version text NOT NULL,
      effective_on date NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT pk_policy_versions PRIMARY KEY (id),
      CONSTRAINT uq_policy_versions_policy_id_version UNIQUE (policy_id, version),
      CONSTRAINT fk_policy_versions_policy_id FOREIGN KEY (policy_id) REFERENCES policies (id) ON DELETE RESTRICT
    );
    CREATE TRIGGER tr_policy_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_versions
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE policy_clauses (
      id uuid NOT NULL,
      version_id uuid NOT NULL,
      position integer NOT NULL,
      code text NOT NULL,
      title text NOT NULL,
      text text NOT NULL,
      violation_type text NOT NULL,
      enforcement text NOT NULL,
      CONSTRAINT pk_policy_clauses PRIMARY KEY (id),
      CONSTRAINT uq_policy_clauses_version_id_code UNIQUE (version_id, code),
      CONSTRAINT ck_policy_clauses_enforcement CHECK (enforcement IN ('none', 'warn', 'restrict', 'suspend', 'ban')),
      CONSTRAINT fk_policy_clauses_version_id FOREIGN KEY (version_id) REFERENCES policy_versions (id) ON DELETE RESTRICT
    );
    CREATE TRIGGER tr_policy_clauses_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_clauses
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  down: `DROP TABLE policy_clauses, policy_versions, policies;`,
});
