import { sqlMigration } from './sql-migration';

/** Usage that must not be destroyed, and months of it that were. */
export const CreateRetention = sqlMigration('CreateRetention1763900062001', {
  up: `
    CREATE TABLE legal_holds (
      id uuid NOT NULL,
      reason text NOT NULL,
      case_id uuid,
      from_day date,
      to_day date,
      placed_by text NOT NULL,
      placed_by_name text NOT NULL,
      placed_at timestamptz NOT NULL,
      released_by text,
      released_by_name text,
      released_at timestamptz,
      release_reason text,
      CONSTRAINT pk_legal_holds PRIMARY KEY (id),
      CONSTRAINT fk_legal_holds_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_legal_holds_days CHECK (to_day > from_day),
      CONSTRAINT ck_legal_holds_released CHECK (
        (released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (release_reason IS NULL))
    );
    CREATE INDEX ix_legal_holds_case_id ON legal_holds (case_id);
    CREATE INDEX ix_legal_holds_standing ON legal_holds (id) WHERE released_at IS NULL;

    CREATE TABLE usage_drops (
      id uuid NOT NULL,
      month text NOT NULL,
      rows bigint NOT NULL,
      retention_days integer NOT NULL,
      decided_at timestamptz NOT NULL,
      dropped_at timestamptz,
      CONSTRAINT pk_usage_drops PRIMARY KEY (id)
    );
    CREATE UNIQUE INDEX uq_usage_drops_month_open ON usage_drops (month) WHERE dropped_at IS NULL;
    CREATE INDEX ix_usage_drops_month_id ON usage_drops (month, id);`,
  down: `DROP TABLE usage_drops, legal_holds;`,
});
