import { sqlMigration } from './sql-migration';

/** Orders on accounts, their items, every call to the platform, and approvals that the database itself binds to content. */
export const CreateEnforcement = sqlMigration('CreateEnforcement1763900009000', {
  up: `
    CREATE TABLE orders (
      id uuid NOT NULL,
      number bigint GENERATED ALWAYS AS IDENTITY,
      case_id uuid NOT NULL,
      action text NOT NULL,
      reason text NOT NULL,
      reverts_order_id uuid,
      status text NOT NULL,
      outcome text,
      item_count integer NOT NULL,
      accounts_digest text NOT NULL,
      blast_radius jsonb NOT NULL,
      content_hash text NOT NULL,
      drafted_by text NOT NULL,
      drafted_by_name text NOT NULL,
      drafted_at timestamptz NOT NULL,
      proposed_by text,
      proposed_by_name text,
      proposed_at timestamptz,
      started_at timestamptz,
      finished_at timestamptz,
      status_reason text,
      paused_until timestamptz,
      run_id uuid,
      run_lease_until timestamptz,
      CONSTRAINT pk_orders PRIMARY KEY (id),
      CONSTRAINT uq_orders_number UNIQUE (number),
      CONSTRAINT uq_orders_id_proposed_by_content_hash UNIQUE (id, proposed_by, content_hash),
      CONSTRAINT fk_orders_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_orders_reverts_order_id FOREIGN KEY (reverts_order_id) REFERENCES orders (id) ON DELETE RESTRICT,
      CONSTRAINT ck_orders_action CHECK (action IN ('ban', 'reinstate')),
      CONSTRAINT ck_orders_status CHECK (status IN ('draft', 'proposed', 'approved', 'executing', 'stopped', 'executed', 'rejected', 'cancelled')),
      CONSTRAINT ck_orders_outcome CHECK (outcome IN ('complete', 'partial'))
    );
    CREATE INDEX ix_orders_case_id ON orders (case_id);
    CREATE UNIQUE INDEX uq_orders_reverts_order_id ON orders (reverts_order_id) WHERE status NOT IN ('rejected', 'cancelled');

    CREATE TABLE order_items (
      id uuid NOT NULL,
      order_id uuid NOT NULL,
      position integer NOT NULL,
      account_id text NOT NULL,
      state text NOT NULL,
      reason text,
      attempts integer NOT NULL,
      send_key uuid NOT NULL,
      claimed_by uuid,
      not_before timestamptz,
      settled_at timestamptz,
      CONSTRAINT pk_order_items PRIMARY KEY (id),
      CONSTRAINT fk_order_items_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE RESTRICT,
      CONSTRAINT ck_order_items_state CHECK (state IN ('pending', 'claimed', 'done', 'failed', 'skipped'))
    ) WITH (fillfactor = 70);
    CREATE UNIQUE INDEX uq_order_items_order_id_account_id ON order_items (order_id, account_id);
    CREATE UNIQUE INDEX uq_order_items_order_id_position ON order_items (order_id, position);
    CREATE INDEX ix_order_items_order_id_open ON order_items (order_id, position) WHERE state IN ('pending', 'claimed');

    CREATE TABLE order_attempts (
      id bigint GENERATED ALWAYS AS IDENTITY,
      item_id uuid NOT NULL,
      sent_at timestamptz NOT NULL,
      answered_at timestamptz NOT NULL,
      http_status integer,
      note text,
      CONSTRAINT pk_order_attempts PRIMARY KEY (id),
      CONSTRAINT fk_order_attempts_item_id FOREIGN KEY (item_id) REFERENCES order_items (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_order_attempts_item_id ON order_attempts (item_id);
    CREATE TRIGGER tr_order_attempts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_attempts
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE TABLE order_approvals (
      id uuid NOT NULL,
      order_id uuid NOT NULL,
      proposer_id text NOT NULL,
      approver_id text NOT NULL,
      approver_name text NOT NULL,
      content_hash text NOT NULL,
      approved_at timestamptz NOT NULL,
      CONSTRAINT pk_order_approvals PRIMARY KEY (id),
      CONSTRAINT fk_order_approvals_order_id_proposer_id_content_hash FOREIGN KEY (order_id, proposer_id, content_hash)
        REFERENCES orders (id, proposed_by, content_hash) ON DELETE RESTRICT,
      CONSTRAINT ck_order_approvals_four_eyes CHECK (approver_id <> proposer_id)
    );
    CREATE UNIQUE INDEX uq_order_approvals_order_id ON order_approvals (order_id);
    CREATE TRIGGER tr_order_approvals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_approvals
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    CREATE FUNCTION refuse_unapproved_execution() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.status IN ('approved', 'executing', 'stopped', 'executed')
         AND NOT EXISTS (SELECT 1 FROM order_approvals a WHERE a.order_id = NEW.id AND a.content_hash = NEW.content_hash) THEN
        RAISE EXCEPTION 'order % is not approved', NEW.id USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER tr_orders_approved_first BEFORE INSERT OR UPDATE OF status ON orders
      FOR EACH ROW EXECUTE FUNCTION refuse_unapproved_execution();`,
  down: `
    DROP TABLE order_approvals, order_attempts, order_items, orders;
    DROP FUNCTION refuse_unapproved_execution();`,
});
