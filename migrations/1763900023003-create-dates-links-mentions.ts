import { sqlMigration } from './sql-migration';

/** Dates of cases as attributed facts, links between cases, and of notes their revisions, replies and mentions. */
export const CreateDatesLinksMentions = sqlMigration('CreateDatesLinksMentions1763900023003', {
  up: `
    CREATE TABLE case_dates (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      kind text NOT NULL,
      at timestamptz,
      on_date date,
      zone text NOT NULL,
      precision text NOT NULL,
      asserted_by text NOT NULL,
      source text NOT NULL,
      evidence_id uuid,
      supersedes_id uuid,
      recorded_by text NOT NULL,
      recorded_by_name text NOT NULL,
      recorded_at timestamptz NOT NULL,
      retracted_by text,
      retracted_at timestamptz,
      retracted_reason text,
      CONSTRAINT pk_case_dates PRIMARY KEY (id),
      CONSTRAINT fk_case_dates_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_dates_evidence_id FOREIGN KEY (evidence_id) REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_dates_supersedes_id FOREIGN KEY (supersedes_id) REFERENCES case_dates (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_dates_value CHECK ((at IS NULL) <> (on_date IS NULL)),
      CONSTRAINT ck_case_dates_precision CHECK (precision IN ('instant', 'day', 'month', 'about'))
    );
    CREATE INDEX ix_case_dates_case_id_id ON case_dates (case_id, id);
    CREATE INDEX ix_case_dates_supersedes_id ON case_dates (supersedes_id);

    CREATE TABLE case_links (
      id uuid NOT NULL,
      from_id uuid NOT NULL,
      to_id uuid NOT NULL,
      kind text NOT NULL,
      reason text NOT NULL,
      added_by text NOT NULL,
      added_by_name text NOT NULL,
      added_at timestamptz NOT NULL,
      retracted_by text,
      retracted_at timestamptz,
      retracted_reason text,
      CONSTRAINT pk_case_links PRIMARY KEY (id),
      CONSTRAINT fk_case_links_from_id FOREIGN KEY (from_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_links_to_id FOREIGN KEY (to_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_links_kind CHECK (kind IN ('related', 'duplicate_of', 'part_of', 'causes')),
      CONSTRAINT ck_case_links_other CHECK (from_id <> to_id)
    );
    CREATE UNIQUE INDEX uq_case_links_from_id_to_id_kind ON case_links (from_id, to_id, kind) WHERE retracted_at IS NULL;
    CREATE INDEX ix_case_links_from_id_id ON case_links (from_id, id);
    CREATE INDEX ix_case_links_to_id_id ON case_links (to_id, id);

    ALTER TABLE case_notes
      ADD COLUMN reply_to_id uuid,
      ADD COLUMN revision integer NOT NULL DEFAULT 1,
      ADD COLUMN edited_at timestamptz,
      ADD COLUMN retracted_at timestamptz,
      ADD COLUMN retracted_reason text,
      ADD CONSTRAINT fk_case_notes_reply_to_id FOREIGN KEY (reply_to_id) REFERENCES case_notes (id) ON DELETE RESTRICT;
    CREATE INDEX ix_case_notes_reply_to_id ON case_notes (reply_to_id);
    CREATE TABLE case_note_revisions (
      note_id uuid NOT NULL,
      revision integer NOT NULL,
      text text NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT pk_case_note_revisions PRIMARY KEY (note_id, revision),
      CONSTRAINT fk_case_note_revisions_note_id FOREIGN KEY (note_id) REFERENCES case_notes (id) ON DELETE RESTRICT
    );
    INSERT INTO case_note_revisions SELECT id, 1, text, written_at FROM case_notes;
    CREATE TABLE case_mentions (
      user_id uuid NOT NULL,
      note_id uuid NOT NULL,
      read_at timestamptz,
      CONSTRAINT pk_case_mentions PRIMARY KEY (user_id, note_id),
      CONSTRAINT fk_case_mentions_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_mentions_note_id FOREIGN KEY (note_id) REFERENCES case_notes (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_mentions_note_id ON case_mentions (note_id);`,
  down: `
    DROP TABLE case_mentions, case_note_revisions;
    DROP INDEX ix_case_notes_reply_to_id;
    ALTER TABLE case_notes DROP CONSTRAINT fk_case_notes_reply_to_id,
      DROP COLUMN reply_to_id, DROP COLUMN revision, DROP COLUMN edited_at, DROP COLUMN retracted_at,
      DROP COLUMN retracted_reason;
    DROP TABLE case_links, case_dates;`,
});
