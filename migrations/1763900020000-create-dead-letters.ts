import { sqlMigration } from './sql-migration';

/** What detectors sent and could not be taken, a bounded number for each of them. */
export const CreateDeadLetters = sqlMigration('CreateDeadLetters1763900020000', {
  up: `
    CREATE TABLE dead_letters (
      id uuid NOT NULL,
      detector_id uuid NOT NULL,
      delivery_id uuid NOT NULL,
      index integer NOT NULL,
      received_at timestamptz NOT NULL,
      raw text NOT NULL,
      raw_length integer NOT NULL,
      errors jsonb NOT NULL,
      replayed_at timestamptz,
      replayed_by text,
      alert_id uuid,
      outcome text,
      revision integer,
      CONSTRAINT pk_dead_letters PRIMARY KEY (id),
      CONSTRAINT fk_dead_letters_detector_id FOREIGN KEY (detector_id) REFERENCES detectors (id) ON DELETE RESTRICT,
      CONSTRAINT ck_dead_letters_replayed CHECK (num_nulls(replayed_at, replayed_by, alert_id, outcome, revision) IN (0, 5))
    );
    CREATE INDEX ix_dead_letters_detector_id_id ON dead_letters (detector_id, id);
    CREATE INDEX ix_dead_letters_delivery_id_id ON dead_letters (delivery_id, id);

    CREATE TABLE dead_letter_tallies (
      detector_id uuid NOT NULL,
      held integer NOT NULL,
      dropped bigint NOT NULL,
      CONSTRAINT pk_dead_letter_tallies PRIMARY KEY (detector_id)
    );`,
  down: `DROP TABLE dead_letter_tallies, dead_letters;`,
});
