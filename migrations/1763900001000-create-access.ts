import { sqlMigration } from './sql-migration';

/** People, their sessions and one-time links, detectors' keys, and the count of tries to sign in. */
export const CreateAccess = sqlMigration('CreateAccess1763900001000', {
  up: `
    CREATE TABLE users (
      id uuid NOT NULL,
      email text NOT NULL,
      name text NOT NULL,
      roles text[] NOT NULL,
      password_hash text,
      status text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT pk_users PRIMARY KEY (id),
      CONSTRAINT uq_users_email UNIQUE (email),
      CONSTRAINT ck_users_status CHECK (status IN ('invited', 'active', 'disabled'))
    );
    CREATE TABLE sessions (
      token_hash text NOT NULL,
      user_id uuid NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      CONSTRAINT pk_sessions PRIMARY KEY (token_hash)
    );
    CREATE INDEX ix_sessions_user_id ON sessions (user_id);
    CREATE TABLE invitations (
      token_hash text NOT NULL,
      user_id uuid NOT NULL,
      expires_at timestamptz NOT NULL,
      used_at timestamptz,
      CONSTRAINT pk_invitations PRIMARY KEY (token_hash)
    );
    CREATE INDEX ix_invitations_user_id ON invitations (user_id);
    CREATE TABLE api_keys (
      id uuid NOT NULL,
      detector_id uuid NOT NULL,
      detector_name text NOT NULL,
      prefix text NOT NULL,
      secret_hash text NOT NULL,
      scopes text[] NOT NULL,
      created_at timestamptz NOT NULL,
      last_used_at timestamptz,
      revoked_at timestamptz,
      CONSTRAINT pk_api_keys PRIMARY KEY (id)
    );
    CREATE UNIQUE INDEX uq_api_keys_secret_hash ON api_keys (secret_hash);
    CREATE INDEX ix_api_keys_detector_id ON api_keys (detector_id);
    CREATE TABLE login_attempts (
      key varchar(255) NOT NULL,
      points integer NOT NULL DEFAULT 0,
      expire bigint,
      CONSTRAINT pk_login_attempts PRIMARY KEY (key)
    );`,
  down: `DROP TABLE login_attempts, api_keys, invitations, sessions, users;`,
});
