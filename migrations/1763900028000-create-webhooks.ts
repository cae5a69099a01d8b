import { sqlMigration } from './sql-migration';

export const CreateWebhooks = sqlMigration('CreateWebhooks1763900028000', {
  up: `
    CREATE TABLE webhooks (
      id uuid NOT NULL CONSTRAINT pk_webhooks PRIMARY KEY,
      url text NOT NULL,
      description text NOT NULL,
      event_types text[] NOT NULL,
      detector_id uuid CONSTRAINT fk_webhooks_detector_id REFERENCES detectors (id) ON DELETE RESTRICT,
      scheme text NOT NULL CONSTRAINT ck_webhooks_scheme CHECK (scheme IN ('v1', 'v1a')),
      status text NOT NULL CONSTRAINT ck_webhooks_status CHECK (status IN ('enabled', 'disabled')),
      disabled_reason text,
      disabled_at timestamptz,
      failing_since timestamptz,
      next_run_at timestamptz,
      version integer NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT ck_webhooks_disabled CHECK (
        (status = 'disabled') = (disabled_reason IS NOT NULL) AND (status = 'disabled') = (disabled_at IS NOT NULL))
    );
    CREATE INDEX ix_webhooks_detector_id ON webhooks (detector_id);

    CREATE TABLE webhook_secrets (
      id uuid NOT NULL CONSTRAINT pk_webhook_secrets PRIMARY KEY,
      webhook_id uuid NOT NULL CONSTRAINT fk_webhook_secrets_webhook_id REFERENCES webhooks (id) ON DELETE RESTRICT,
      sealed bytea NOT NULL,
      public_key text,
      created_at timestamptz NOT NULL,
      ends_at timestamptz
    );
    CREATE INDEX ix_webhook_secrets_webhook_id ON webhook_secrets (webhook_id);

    CREATE TABLE webhook_events (
      id uuid NOT NULL CONSTRAINT pk_webhook_events PRIMARY KEY,
      type text NOT NULL,
      body text NOT NULL,
      at timestamptz NOT NULL
    );

    CREATE TABLE webhook_deliveries (
      webhook_id uuid NOT NULL CONSTRAINT fk_webhook_deliveries_webhook_id REFERENCES webhooks (id) ON DELETE RESTRICT,
      event_id uuid NOT NULL CONSTRAINT fk_webhook_deliveries_event_id REFERENCES webhook_events (id) ON DELETE RESTRICT,
      status text NOT NULL CONSTRAINT ck_webhook_deliveries_status CHECK (status IN ('pending', 'delivered', 'failed')),
      attempts integer NOT NULL,
      due_at timestamptz,
      claimed_by uuid,
      last_attempt_at timestamptz,
      last_http_status integer,
      last_note text,
      CONSTRAINT pk_webhook_deliveries PRIMARY KEY (webhook_id, event_id),
      CONSTRAINT ck_webhook_deliveries_due CHECK ((status = 'pending') = (due_at IS NOT NULL))
    );
    CREATE INDEX ix_webhook_deliveries_event_id ON webhook_deliveries (event_id);
    CREATE INDEX ix_webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at) WHERE status = 'pending';
  `,
  down: `
    DROP TABLE webhook_deliveries;
    DROP TABLE webhook_events;
    DROP TABLE webhook_secrets;
    DROP TABLE webhooks;
  `,
});
