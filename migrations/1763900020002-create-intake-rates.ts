import { sqlMigration } from './sql-migration';

/** How much each detector may send just now; not worth a write-ahead log: after a crash every detector begins anew. */
export const CreateIntakeRates = sqlMigration('CreateIntakeRates1763900020002', {
  up: `
    CREATE UNLOGGED TABLE intake_rates (
      detector_id uuid NOT NULL,
      tokens double precision NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT pk_intake_rates PRIMARY KEY (detector_id)
    );`,
  down: `DROP TABLE intake_rates;`,
});
