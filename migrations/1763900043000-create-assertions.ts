import { sqlMigration } from './sql-migration';

/** What sources say of cases. */
export const CreateAssertions = sqlMigration('CreateAssertions1763900043000', {
  up: `
    CREATE TABLE case_assertions (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      matter text NOT NULL,
      about text NOT NULL,
      topic text,
      unit text,
      per text,
      statement text NOT NULL,
      stance text NOT NULL,
      speaker text,
      value_kind text,
      qualifier text,
      number double precision,
      number_to double precision,
      text text,
      on_date date,
      until_date date,
      source_kind text NOT NULL,
      source_publisher text COLLATE "C" NOT NULL,
      source_title text,
      source_url text,
      source_published_on date,
      reliability text,
      credibility smallint,
      confidence text,
      evidence_id uuid,
      supersedes_id uuid,
      contradicts_id uuid,
      recorded_by text NOT NULL,
      recorded_by_name text NOT NULL,
      recorded_at timestamptz NOT NULL,
      retracted_by text,
      retracted_at timestamptz,
      retracted_reason text,
      preferred_by text,
      preferred_by_name text,
      preferred_at timestamptz,
      preferred_reason text,
      CONSTRAINT pk_case_assertions PRIMARY KEY (id),
      CONSTRAINT fk_case_assertions_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_assertions_evidence_id FOREIGN KEY (evidence_id) REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_assertions_supersedes_id FOREIGN KEY (supersedes_id) REFERENCES case_assertions (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_assertions_contradicts_id FOREIGN KEY (contradicts_id) REFERENCES case_assertions (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_assertions_stance CHECK (stance IN ('asserts', 'denies', 'no_comment')),
      CONSTRAINT ck_case_assertions_value CHECK (CASE value_kind
        WHEN 'quantity' THEN qualifier IS NOT NULL AND number IS NOT NULL AND unit IS NOT NULL
          AND (qualifier = 'between') = (number_to IS NOT NULL)
        WHEN 'text' THEN text IS NOT NULL
        WHEN 'date' THEN on_date IS NOT NULL
        ELSE coalesce(value_kind IN ('not_published', 'unknown'), stance <> 'asserts')
      END),
      CONSTRAINT ck_case_assertions_reliability CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
      CONSTRAINT ck_case_assertions_credibility CHECK (credibility BETWEEN 1 AND 6),
      CONSTRAINT ck_case_assertions_confidence CHECK (confidence IN ('low', 'moderate', 'high'))
    );
    CREATE INDEX ix_case_assertions_case_id_id ON case_assertions (case_id, id);
    CREATE INDEX ix_case_assertions_source_publisher ON case_assertions (source_publisher);
    CREATE INDEX ix_case_assertions_reporter ON case_assertions (case_id) WHERE about = 'reporter';`,
  down: `
    DROP TABLE case_assertions;`,
});
