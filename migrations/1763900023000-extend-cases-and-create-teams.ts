import { sqlMigration } from './sql-migration';

/** Teams; of a case its team, members, tags, custom fields, when each stage was first entered, and indexes for every filter. */
export const ExtendCasesAndCreateTeams = sqlMigration('ExtendCasesAndCreateTeams1763900023000', {
  up: `
    CREATE INDEX ix_users_name ON users (lower(name) COLLATE "C", id);
    CREATE TABLE teams (
      id uuid NOT NULL,
      name text NOT NULL,
      description text NOT NULL,
      created_at timestamptz NOT NULL,
      archived_at timestamptz,
      CONSTRAINT pk_teams PRIMARY KEY (id),
      CONSTRAINT uq_teams_name UNIQUE (name)
    );
    CREATE TABLE team_members (
      team_id uuid NOT NULL,
      user_id uuid NOT NULL,
      CONSTRAINT pk_team_members PRIMARY KEY (team_id, user_id),
      CONSTRAINT fk_team_members_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT,
      CONSTRAINT fk_team_members_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_team_members_user_id ON team_members (user_id);

    ALTER TABLE cases
      ADD COLUMN team_id uuid,
      ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
      ADD COLUMN custom_fields jsonb NOT NULL DEFAULT '{}',
      ADD COLUMN occurred_at timestamptz,
      ADD COLUMN in_progress_at timestamptz,
      ADD COLUMN on_hold_at timestamptz,
      ADD COLUMN first_closed_at timestamptz,
      ADD COLUMN updated_at timestamptz,
      ADD CONSTRAINT fk_cases_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT,
      ADD CONSTRAINT ck_cases_tags CHECK (cardinality(tags) <= 50);
    UPDATE cases SET first_closed_at = closed_at, updated_at = coalesce(closed_at, opened_at);
    ALTER TABLE cases ALTER COLUMN updated_at SET NOT NULL;
    DROP INDEX ix_cases_owner_id;
    CREATE INDEX ix_cases_owner_id_number ON cases (owner_id, number);
    CREATE INDEX ix_cases_team_id_number ON cases (team_id, number);
    CREATE INDEX ix_cases_kind_number ON cases (kind, number);
    CREATE INDEX ix_cases_phase_number ON cases (phase, number);
    CREATE INDEX ix_cases_severity_number ON cases (severity, number);
    CREATE INDEX ix_cases_updated_at_number ON cases (updated_at, number);
    CREATE INDEX ix_cases_tags ON cases USING gin (tags);

    CREATE TABLE case_members (
      case_id uuid NOT NULL,
      user_id uuid NOT NULL,
      part text NOT NULL,
      added_by text NOT NULL,
      added_at timestamptz NOT NULL,
      CONSTRAINT pk_case_members PRIMARY KEY (case_id, user_id),
      CONSTRAINT fk_case_members_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_members_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_members_user_id ON case_members (user_id);`,
  down: `
    DROP TABLE case_members;
    DROP INDEX ix_cases_tags, ix_cases_updated_at_number, ix_cases_severity_number, ix_cases_phase_number,
      ix_cases_kind_number, ix_cases_team_id_number, ix_cases_owner_id_number;
    CREATE INDEX ix_cases_owner_id ON cases (owner_id);
    ALTER TABLE cases
      DROP CONSTRAINT ck_cases_tags, DROP CONSTRAINT fk_cases_team_id,
      DROP COLUMN team_id, DROP COLUMN tags, DROP COLUMN custom_fields, DROP COLUMN occurred_at,
      DROP COLUMN in_progress_at, DROP COLUMN on_hold_at, DROP COLUMN first_closed_at, DROP COLUMN updated_at;
    DROP TABLE team_members, teams;
    DROP INDEX ix_users_name;`,
});
