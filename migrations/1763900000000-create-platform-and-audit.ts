import { sqlMigration } from './sql-migration';

/** The outbox and the audit chain. The chain's tables refuse change and deletion in the database itself. */
export const CreatePlatformAndAudit = sqlMigration('CreatePlatformAndAudit1763900000000', {
  up: `
    CREATE EXTENSION IF NOT EXISTS pg_trgm;

    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$;

    CREATE TABLE outbox_messages (
      id bigint GENERATED ALWAYS AS IDENTITY,
      queue text NOT NULL,
      name text NOT NULL,
      payload jsonb NOT NULL,
      options jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_outbox_messages PRIMARY KEY (id)
    );

    CREATE TABLE audit_events (
      id bigint GENERATED ALWAYS AS IDENTITY,
      at timestamptz NOT NULL,
      actor_kind text NOT NULL,
      actor_id text NOT NULL,
      actor_name text NOT NULL,
      action text NOT NULL,
      subject_kind text NOT NULL,
      subject_id text NOT NULL,
      case_id uuid,
      details jsonb NOT NULL,
      transaction_id bigint NOT NULL,
      CONSTRAINT pk_audit_events PRIMARY KEY (id),
      CONSTRAINT ck_audit_events_actor_kind CHECK (actor_kind IN ('user', 'detector', 'system'))
    );
    CREATE INDEX ix_audit_events_case_id_id ON audit_events (case_id, id) WHERE case_id IS NOT NULL;
    CREATE TRIGGER tr_audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE audit_seals (
      sequence bigint NOT NULL,
      event_id bigint NOT NULL,
      hash text NOT NULL,
      sealed_at timestamptz NOT NULL,
      CONSTRAINT pk_audit_seals PRIMARY KEY (sequence)
    );
    CREATE UNIQUE INDEX uq_audit_seals_event_id ON audit_seals (event_id);
    CREATE TRIGGER tr_audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE audit_pending (
      event_id bigint NOT NULL,
      CONSTRAINT pk_audit_pending PRIMARY KEY (event_id)
    );`,
  down: `
    DROP TABLE audit_pending, audit_seals, audit_events, outbox_messages;
    DROP FUNCTION refuse_change();
    DROP EXTENSION IF EXISTS pg_trgm;`,
});
