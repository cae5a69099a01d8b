import { sqlMigration } from './sql-migration';

/**
 * The rules of correlation as data. Version 1 is what was built in before, with two additions: fingerprints say as much
 * as templates, and what many people use in turn counts only while the findings are near each other in time.
 */
export const CreateCorrelationRules = sqlMigration('CreateCorrelationRules1763900040000', {
  up: `
    CREATE TABLE correlation_rule_sets (
      version integer NOT NULL,
      rules jsonb NOT NULL,
      attach_at integer NOT NULL,
      propose_at integer NOT NULL,
      reason text NOT NULL,
      written_by text NOT NULL,
      written_by_name text NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT pk_correlation_rule_sets PRIMARY KEY (version),
      CONSTRAINT ck_correlation_rule_sets_thresholds CHECK (propose_at BETWEEN 1 AND attach_at)
    );
    INSERT INTO correlation_rule_sets (version, rules, attach_at, propose_at, reason, written_by, written_by_name, written_at)
    VALUES (1, '[
      {"kind": "account", "points": 5, "commonAbove": null, "windowDays": null},
      {"kind": "instrument", "points": 3, "commonAbove": 200, "windowDays": null},
      {"kind": "fingerprint", "points": 2, "commonAbove": 200, "windowDays": 30},
      {"kind": "template", "points": 2, "commonAbove": 200, "windowDays": 30},
      {"kind": "address", "points": 1, "commonAbove": 200, "windowDays": 30}]',
      5, 3, 'What Docket comes with.', 'migration', 'Docket', now());`,
  down: `
    DROP TABLE correlation_rule_sets;`,
});
