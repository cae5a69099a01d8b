import { sqlMigration } from './sql-migration';

/** A letter is flagged for a claim that holds no more, or for a judgement that stands no more. */
export const FlagAttribution = sqlMigration('FlagAttribution1763900075000', {
  up: `
    ALTER TABLE letter_flags
      ALTER COLUMN claim_id DROP NOT NULL,
      ALTER COLUMN claim DROP NOT NULL,
      ALTER COLUMN recount_id DROP NOT NULL,
      ALTER COLUMN snapshot_id DROP NOT NULL,
      ADD COLUMN judgement_id uuid,
      ADD COLUMN judgement text,
      ADD COLUMN why text,
      ADD CONSTRAINT fk_letter_flags_judgement_id FOREIGN KEY (judgement_id) REFERENCES judgements (id) ON DELETE RESTRICT,
      ADD CONSTRAINT uq_letter_flags_letter_id_judgement_id UNIQUE (letter_id, judgement_id),
      ADD CONSTRAINT ck_letter_flags_cause CHECK (CASE WHEN judgement_id IS NULL
        THEN num_nonnulls(claim_id, claim, recount_id, snapshot_id) = 4 AND num_nonnulls(judgement, why) = 0
        ELSE num_nonnulls(claim_id, claim, recount_id, snapshot_id) = 0 AND num_nonnulls(judgement, why) = 2 END);
    CREATE INDEX ix_letter_flags_judgement_id ON letter_flags (judgement_id);`,
  down: `
    DELETE FROM letter_flags WHERE judgement_id IS NOT NULL;
    ALTER TABLE letter_flags
      DROP CONSTRAINT ck_letter_flags_cause,
      DROP COLUMN judgement_id,
      DROP COLUMN judgement,
      DROP COLUMN why,
      ALTER COLUMN claim_id SET NOT NULL,
      ALTER COLUMN claim SET NOT NULL,
      ALTER COLUMN recount_id SET NOT NULL,
      ALTER COLUMN snapshot_id SET NOT NULL;`,
});
