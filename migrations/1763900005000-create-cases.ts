import { sqlMigration } from './sql-migration';

/** Cases and what belongs to them: alerts, accounts, entities, keys, violations, notes, and meetings with other cases. */
export const CreateCases = sqlMigration('CreateCases1763900005000', {
  up: `
    CREATE TABLE cases (
      id uuid NOT NULL,
      number integer GENERATED ALWAYS AS IDENTITY NOT NULL,
      kind text NOT NULL,
      title text NOT NULL,
      summary text NOT NULL,
      severity smallint NOT NULL,
      tlp text NOT NULL,
      pap text NOT NULL,
      stage text NOT NULL,
      phase text NOT NULL,
      owner_id uuid,
      resolution text,
      impact text,
      origin text NOT NULL,
      is_derived boolean NOT NULL,
      merged_into_id uuid,
      opened_at timestamptz NOT NULL,
      closed_at timestamptz,
      version integer NOT NULL,
      CONSTRAINT pk_cases PRIMARY KEY (id),
      CONSTRAINT uq_cases_number UNIQUE (number),
      CONSTRAINT fk_cases_merged_into_id FOREIGN KEY (merged_into_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_cases_stage CHECK (stage IN ('New', 'InProgress', 'OnHold', 'Closed')),
      CONSTRAINT ck_cases_severity CHECK (severity BETWEEN 1 AND 4),
      CONSTRAINT ck_cases_outcome CHECK (
        (stage = 'Closed') = (closed_at IS NOT NULL AND resolution IS NOT NULL AND impact IS NOT NULL))
    );
    CREATE INDEX ix_cases_owner_id ON cases (owner_id);
    CREATE INDEX ix_cases_merged_into_id ON cases (merged_into_id);
    CREATE INDEX ix_cases_stage_number ON cases (stage, number);

    CREATE TABLE case_alerts (
      alert_id uuid NOT NULL,
      case_id uuid NOT NULL,
      source text NOT NULL,
      explanation jsonb,
      attached_at timestamptz NOT NULL,
      CONSTRAINT pk_case_alerts PRIMARY KEY (alert_id),
      CONSTRAINT fk_case_alerts_alert_id FOREIGN KEY (alert_id) REFERENCES alerts (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_alerts_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_alerts_case_id_alert_id ON case_alerts (case_id, alert_id);

    CREATE TABLE case_accounts (
      case_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      status text NOT NULL,
      source text NOT NULL,
      added_at timestamptz NOT NULL,
      reason text,
      decided_by text,
      decided_at timestamptz,
      CONSTRAINT pk_case_accounts PRIMARY KEY (case_id, account_id),
      CONSTRAINT fk_case_accounts_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_accounts_status CHECK (status IN ('suspected', 'confirmed', 'cleared'))
    );
    CREATE INDEX ix_case_accounts_case_id_status_account_id ON case_accounts (case_id, status, account_id);
    CREATE INDEX ix_case_accounts_account_id ON case_accounts (account_id);

    CREATE TABLE case_entities (
      case_id uuid NOT NULL,
      kind text COLLATE "C" NOT NULL,
      value text COLLATE "C" NOT NULL,
      added_at timestamptz NOT NULL,
      CONSTRAINT pk_case_entities PRIMARY KEY (case_id, kind, value),
      CONSTRAINT fk_case_entities_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_entities_kind CHECK (kind IN ('address', 'instrument', 'fingerprint', 'template'))
    );
    CREATE INDEX ix_case_entities_kind_value ON case_entities (kind, value);

    CREATE TABLE case_api_keys (
      case_id uuid NOT NULL,
      api_key_id text COLLATE "C" NOT NULL,
      account_id text NOT NULL,
      verdict text NOT NULL,
      reason text NOT NULL,
      decided_by text NOT NULL,
      decided_at timestamptz NOT NULL,
      CONSTRAINT pk_case_api_keys PRIMARY KEY (case_id, api_key_id),
      CONSTRAINT fk_case_api_keys_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_api_keys_verdict CHECK (verdict IN ('cover', 'campaign'))
    );

    CREATE TABLE case_violations (
      case_id uuid NOT NULL,
      clause_id uuid NOT NULL,
      found_by text NOT NULL,
      found_at timestamptz NOT NULL,
      CONSTRAINT pk_case_violations PRIMARY KEY (case_id, clause_id),
      CONSTRAINT fk_case_violations_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_violations_clause_id FOREIGN KEY (clause_id) REFERENCES policy_clauses (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_violations_clause_id ON case_violations (clause_id);

    CREATE TABLE case_notes (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      text text NOT NULL,
      author_id text NOT NULL,
      author_name text NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT pk_case_notes PRIMARY KEY (id),
      CONSTRAINT fk_case_notes_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_notes_case_id_id ON case_notes (case_id, id);

    CREATE TABLE case_meetings (
      case_id uuid NOT NULL,
      other_id uuid NOT NULL,
      met_at timestamptz NOT NULL,
      CONSTRAINT pk_case_meetings PRIMARY KEY (case_id, other_id),
      CONSTRAINT fk_case_meetings_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_meetings_other_id FOREIGN KEY (other_id) REFERENCES cases (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_meetings_other_id ON case_meetings (other_id);`,
  down: `
    DROP TABLE case_meetings, case_notes, case_violations, case_api_keys, case_entities, case_accounts, case_alerts, cases;`,
});
