import { sqlMigration } from './sql-migration';

/** Searches that people keep and share, with those that every installation begins with. */
export const CreateSavedViews = sqlMigration('CreateSavedViews1763900029001', {
  up: `
    CREATE TABLE saved_views (
      id uuid NOT NULL,
      name text NOT NULL,
      kind text NOT NULL,
      query text NOT NULL,
      columns text[] NOT NULL,
      sort text NOT NULL,
      shared_with text NOT NULL,
      team_id uuid,
      owner_id uuid,
      version integer NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL,
      archived_at timestamptz,
      CONSTRAINT pk_saved_views PRIMARY KEY (id),
      CONSTRAINT fk_saved_views_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT,
      CONSTRAINT fk_saved_views_owner_id FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT,
      CONSTRAINT ck_saved_views_kind CHECK (kind IN ('cases', 'alerts', 'accounts', 'entities', 'notes')),
      CONSTRAINT ck_saved_views_shared_with CHECK (shared_with IN ('none', 'team', 'everyone')),
      CONSTRAINT ck_saved_views_team CHECK ((shared_with = 'team') = (team_id IS NOT NULL)),
      CONSTRAINT ck_saved_views_owner CHECK (owner_id IS NOT NULL OR shared_with = 'everyone')
    );
    CREATE UNIQUE INDEX uq_saved_views_owner_id_name ON saved_views (owner_id, name) WHERE archived_at IS NULL;
    CREATE INDEX ix_saved_views_team_id ON saved_views (team_id) WHERE archived_at IS NULL;
    CREATE INDEX ix_saved_views_everyone ON saved_views (id) WHERE archived_at IS NULL AND shared_with = 'everyone';

    INSERT INTO saved_views (id, name, kind, query, columns, sort, shared_with, version, created_at, updated_at) VALUES
      ('00000000-0000-7000-8000-000000000301', 'My open cases', 'cases',
       'owner:me stage:(New OR InProgress OR OnHold)', '{number,severity,stage,phase,kind,updated}', 'updated', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000302', 'Unassigned cases', 'cases',
       'owner:none stage:(New OR InProgress OR OnHold)', '{number,severity,stage,kind,created}', 'newest', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000303', 'High severity cases', 'cases',
       'severity:>=3 stage:(New OR InProgress OR OnHold)', '{number,severity,stage,owner,updated}', 'severity', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000304', 'My alerts', 'alerts',
       'assignee:me stage:(New OR InProgress)', '{severity,stage,type,detector,created}', 'newest', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000305', 'Unassigned alerts', 'alerts',
       'assignee:none stage:(New OR InProgress) muted:false -snoozed:true', '{severity,type,detector,queue,created}', 'newest', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000306', 'High severity this week', 'alerts',
       'severity:>=3 created:>=now-7d', '{severity,stage,type,detector,case,created}', 'severity', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000307', 'Confirmed this week', 'accounts',
       'status:confirmed decided:>=now-7d', '{account,case,decided}', 'account', 'everyone', 1, now(), now()),
      ('00000000-0000-7000-8000-000000000308', 'My notes', 'notes',
       'author:me', '{case,created,edited}', 'newest', 'everyone', 1, now(), now());`,
  down: `DROP TABLE saved_views;`,
});
