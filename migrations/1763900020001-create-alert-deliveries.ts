import { sqlMigration } from './sql-migration';

/** Deliveries that are worked off after they were answered, by parts. */
export const CreateAlertDeliveries = sqlMigration('CreateAlertDeliveries1763900020001', {
  up: `
    CREATE TABLE alert_deliveries (
      id uuid NOT NULL,
      detector_id uuid NOT NULL,
      detector_name text NOT NULL,
      status text NOT NULL,
      items integer NOT NULL,
      created integer NOT NULL,
      repeated integer NOT NULL,
      revised integer NOT NULL,
      rejected integer NOT NULL,
      problem jsonb,
      received_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT pk_alert_deliveries PRIMARY KEY (id),
      CONSTRAINT fk_alert_deliveries_detector_id FOREIGN KEY (detector_id) REFERENCES detectors (id) ON DELETE RESTRICT,
      CONSTRAINT ck_alert_deliveries_status CHECK (status IN ('queued', 'working', 'done', 'failed')),
      CONSTRAINT ck_alert_deliveries_ended CHECK ((status IN ('done', 'failed')) = (ended_at IS NOT NULL))
    );
    CREATE INDEX ix_alert_deliveries_detector_id_id ON alert_deliveries (detector_id, id);
    CREATE INDEX ix_alert_deliveries_ended_at ON alert_deliveries (ended_at);

    CREATE TABLE alert_delivery_parts (
      delivery_id uuid NOT NULL,
      number integer NOT NULL,
      items text,
      receipts jsonb,
      CONSTRAINT pk_alert_delivery_parts PRIMARY KEY (delivery_id, number),
      CONSTRAINT fk_alert_delivery_parts_delivery_id FOREIGN KEY (delivery_id) REFERENCES alert_deliveries (id) ON DELETE CASCADE,
      CONSTRAINT ck_alert_delivery_parts_state CHECK ((items IS NULL) <> (receipts IS NULL))
    );`,
  down: `DROP TABLE alert_delivery_parts, alert_deliveries;`,
});
