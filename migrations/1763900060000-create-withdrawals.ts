import { sqlMigration } from './sql-migration';

/** How rows leave the record: files that name requests, what each took away by import and day, and imports withdrawn as a whole. */
export const CreateWithdrawals = sqlMigration('CreateWithdrawals1763900060000', {
  up: `
    ALTER TABLE imports
      DROP CONSTRAINT ck_imports_kind,
      ADD COLUMN reason text,
      ADD COLUMN withdrawn_at timestamptz,
      ADD COLUMN withdrawn_by text,
      ADD COLUMN withdrawn_reason text,
      ADD CONSTRAINT ck_imports_kind CHECK (kind IN ('usage', 'accounts', 'withdrawals')),
      ADD CONSTRAINT ck_imports_reason CHECK ((kind = 'withdrawals') = (reason IS NOT NULL)),
      ADD CONSTRAINT ck_imports_withdrawn CHECK (
        (withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)
        AND (withdrawn_at IS NULL OR (state = 'done' AND kind <> 'accounts')));

    CREATE TABLE withdrawal_days (
      withdrawal_no integer NOT NULL,
      import_no integer NOT NULL,
      day date NOT NULL,
      rows bigint NOT NULL,
      hash numeric NOT NULL,
      CONSTRAINT pk_withdrawal_days PRIMARY KEY (withdrawal_no, import_no, day)
    );`,
  down: `
    DROP TABLE withdrawal_days;
    DELETE FROM imports WHERE kind = 'withdrawals';
    ALTER TABLE imports
      DROP CONSTRAINT ck_imports_kind,
      DROP CONSTRAINT ck_imports_reason,
      DROP CONSTRAINT ck_imports_withdrawn,
      DROP COLUMN reason, DROP COLUMN withdrawn_at, DROP COLUMN withdrawn_by, DROP COLUMN withdrawn_reason,
      ADD CONSTRAINT ck_imports_kind CHECK (kind IN ('usage', 'accounts'));`,
});
