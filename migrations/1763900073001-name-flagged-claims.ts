import { sqlMigration } from './sql-migration';

/** A letter may cite claims of cases merged into its own: a flag calls the claim as the letter does. */
export const NameFlaggedClaims = sqlMigration('NameFlaggedClaims1763900073001', {
  up: `
    ALTER TABLE letter_flags RENAME COLUMN claim_number TO claim;
    ALTER TABLE letter_flags ALTER COLUMN claim TYPE text USING 'C-' || claim;`,
  down: `
    ALTER TABLE letter_flags ALTER COLUMN claim TYPE integer USING regexp_replace(claim, '^.*-', '')::integer;
    ALTER TABLE letter_flags RENAME COLUMN claim TO claim_number;`,
});
