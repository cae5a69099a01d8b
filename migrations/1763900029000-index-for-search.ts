import { sqlMigration } from './sql-migration';

/**
 * Words of cases and notes, and parts of the ids of accounts and the values of entities. The extension is a trusted one:
 * whoever may create in the database may have it. Alerts get no index here (ADR 0030).
 */
export const IndexForSearch = sqlMigration('IndexForSearch1763900029000', {
  up: `
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX ix_cases_words ON cases USING gin (to_tsvector('simple'::regconfig, title || ' '::text || summary));
    CREATE INDEX ix_case_notes_words ON case_notes USING gin (to_tsvector('simple'::regconfig, text));
    CREATE INDEX ix_case_accounts_account_id_trigrams ON case_accounts USING gin (account_id gin_trgm_ops);
    CREATE INDEX ix_case_entities_value_trigrams ON case_entities USING gin (value gin_trgm_ops);`,
  down: `
    DROP INDEX ix_case_entities_value_trigrams, ix_case_accounts_account_id_trigrams, ix_case_notes_words, ix_cases_words;
    DROP EXTENSION IF EXISTS pg_trgm;`,
});
