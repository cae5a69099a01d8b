import { sqlMigration } from './sql-migration';

/** Letters with their versions, reviews, frozen words, signatures, dispatches and receipts. */
export const CreateLetters = sqlMigration('CreateLetters1763900011000', {
  up: `
    CREATE TABLE letters (
      id uuid NOT NULL,
      year integer NOT NULL,
      sequence integer NOT NULL,
      case_id uuid NOT NULL,
      template text NOT NULL,
      state text NOT NULL,
      version integer NOT NULL,
      author_id text NOT NULL,
      author_name text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT pk_letters PRIMARY KEY (id),
      CONSTRAINT uq_letters_year_sequence UNIQUE (year, sequence),
      CONSTRAINT fk_letters_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT ck_letters_state CHECK (state IN
        ('Draft', 'InReview', 'ChangesRequested', 'Approved', 'Frozen', 'Signed', 'Dispatched', 'Acknowledged', 'Withdrawn'))
    );
    CREATE INDEX ix_letters_case_id_id ON letters (case_id, id);

    CREATE TABLE letter_versions (
      letter_id uuid NOT NULL,
      version integer NOT NULL,
      content jsonb NOT NULL,
      content_hash text NOT NULL,
      saved_by text NOT NULL,
      saved_by_name text NOT NULL,
      saved_at timestamptz NOT NULL,
      CONSTRAINT pk_letter_versions PRIMARY KEY (letter_id, version),
      CONSTRAINT fk_letter_versions_letter_id FOREIGN KEY (letter_id) REFERENCES letters (id) ON DELETE RESTRICT
    );

    CREATE TABLE letter_reviews (
      id uuid NOT NULL,
      letter_id uuid NOT NULL,
      version integer NOT NULL,
      author_ids text[] NOT NULL,
      reviewer_id text NOT NULL,
      reviewer_name text NOT NULL,
      decision text NOT NULL,
      comment text NOT NULL,
      wording_hash text NOT NULL,
      decided_at timestamptz NOT NULL,
      CONSTRAINT pk_letter_reviews PRIMARY KEY (id),
      CONSTRAINT fk_letter_reviews_letter_id_version FOREIGN KEY (letter_id, version)
        REFERENCES letter_versions (letter_id, version) ON DELETE RESTRICT,
      CONSTRAINT ck_letter_reviews_decision CHECK (decision IN ('approve', 'request_changes')),
      CONSTRAINT ck_letter_reviews_four_eyes CHECK (reviewer_id <> ALL (author_ids))
    );
    CREATE INDEX ix_letter_reviews_letter_id_version ON letter_reviews (letter_id, version);

    CREATE TABLE frozen_letters (
      letter_id uuid NOT NULL,
      version integer NOT NULL,
      document jsonb NOT NULL,
      content_hash text NOT NULL,
      author_ids text[] NOT NULL,
      reviewer_id text NOT NULL,
      pdf_evidence_id uuid NOT NULL,
      docx_evidence_id uuid NOT NULL,
      frozen_by text NOT NULL,
      frozen_by_name text NOT NULL,
      frozen_at timestamptz NOT NULL,
      CONSTRAINT pk_frozen_letters PRIMARY KEY (letter_id),
      CONSTRAINT uq_frozen_letters_signing UNIQUE (letter_id, content_hash, author_ids, reviewer_id),
      CONSTRAINT fk_frozen_letters_letter_id_version FOREIGN KEY (letter_id, version)
        REFERENCES letter_versions (letter_id, version) ON DELETE RESTRICT,
      CONSTRAINT fk_frozen_letters_pdf_evidence_id FOREIGN KEY (pdf_evidence_id)
        REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT fk_frozen_letters_docx_evidence_id FOREIGN KEY (docx_evidence_id)
        REFERENCES evidence_items (id) ON DELETE RESTRICT,
      CONSTRAINT ck_frozen_letters_four_eyes CHECK (reviewer_id <> ALL (author_ids))
    );
    CREATE INDEX ix_frozen_letters_letter_id_version ON frozen_letters (letter_id, version);
    CREATE INDEX ix_frozen_letters_pdf_evidence_id ON frozen_letters (pdf_evidence_id);
    CREATE INDEX ix_frozen_letters_docx_evidence_id ON frozen_letters (docx_evidence_id);

    CREATE TABLE letter_signatures (
      letter_id uuid NOT NULL,
      content_hash text NOT NULL,
      author_ids text[] NOT NULL,
      reviewer_id text NOT NULL,
      signer_id text NOT NULL,
      signer_name text NOT NULL,
      role text NOT NULL,
      signed_at timestamptz NOT NULL,
      CONSTRAINT pk_letter_signatures PRIMARY KEY (letter_id),
      CONSTRAINT fk_letter_signatures_frozen FOREIGN KEY (letter_id, content_hash, author_ids, reviewer_id)
        REFERENCES frozen_letters (letter_id, content_hash, author_ids, reviewer_id) ON DELETE RESTRICT,
      CONSTRAINT ck_letter_signatures_separation CHECK (signer_id <> reviewer_id AND signer_id <> ALL (author_ids))
    );

    CREATE TABLE dispatches (
      id uuid NOT NULL,
      letter_id uuid NOT NULL,
      state text NOT NULL,
      requested_by text NOT NULL,
      requested_by_name text NOT NULL,
      requested_at timestamptz NOT NULL,
      delivered_at timestamptz,
      CONSTRAINT pk_dispatches PRIMARY KEY (id),
      CONSTRAINT uq_dispatches_letter_id UNIQUE (letter_id),
      CONSTRAINT fk_dispatches_letter_id FOREIGN KEY (letter_id)
        REFERENCES letter_signatures (letter_id) ON DELETE RESTRICT,
      CONSTRAINT ck_dispatches_state CHECK (state IN ('intended', 'delivered', 'waiting')),
      CONSTRAINT ck_dispatches_delivered_at CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
    );

    CREATE TABLE dispatch_attempts (
      id bigint GENERATED ALWAYS AS IDENTITY,
      dispatch_id uuid NOT NULL,
      started_at timestamptz NOT NULL,
      finished_at timestamptz,
      outcome text,
      note text,
      CONSTRAINT pk_dispatch_attempts PRIMARY KEY (id),
      CONSTRAINT fk_dispatch_attempts_dispatch_id FOREIGN KEY (dispatch_id) REFERENCES dispatches (id) ON DELETE RESTRICT,
      CONSTRAINT ck_dispatch_attempts_outcome CHECK (outcome IN ('delivered', 'failed', 'unclear'))
    );
    CREATE INDEX ix_dispatch_attempts_dispatch_id_id ON dispatch_attempts (dispatch_id, id);

    CREATE TABLE receipts (
      id uuid NOT NULL,
      letter_id uuid NOT NULL,
      received_at timestamptz NOT NULL,
      reference text NOT NULL,
      note text NOT NULL,
      recorded_by text NOT NULL,
      recorded_by_name text NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT pk_receipts PRIMARY KEY (id),
      CONSTRAINT fk_receipts_letter_id FOREIGN KEY (letter_id) REFERENCES letters (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_receipts_letter_id_id ON receipts (letter_id, id);

    CREATE TRIGGER tr_letter_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letter_versions
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER tr_letter_reviews_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letter_reviews
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER tr_frozen_letters_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_letters
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER tr_letter_signatures_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letter_signatures
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER tr_receipts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipts
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
  down: `
    DROP TABLE receipts, dispatch_attempts, dispatches, letter_signatures, frozen_letters, letter_reviews, letter_versions,
      letters;`,
});
