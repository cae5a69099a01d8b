import { sqlMigration } from './sql-migration';

/** Definitions of custom fields; tasks of cases with dependencies and log; playbooks and which case had which. */
export const CreateTasksAndFields = sqlMigration('CreateTasksAndFields1763900023001', {
  up: `
    CREATE TABLE custom_fields (
      id uuid NOT NULL,
      key text NOT NULL,
      label text NOT NULL,
      description text NOT NULL,
      type text NOT NULL,
      kinds text[] NOT NULL,
      is_required_to_close boolean NOT NULL,
      position integer NOT NULL,
      choices jsonb NOT NULL,
      created_at timestamptz NOT NULL,
      archived_at timestamptz,
      CONSTRAINT pk_custom_fields PRIMARY KEY (id),
      CONSTRAINT uq_custom_fields_key UNIQUE (key),
      CONSTRAINT ck_custom_fields_type CHECK (type IN ('text', 'number', 'integer', 'boolean', 'date', 'instant', 'choice', 'person', 'url', 'money'))
    );

    CREATE TABLE case_tasks (
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      title text NOT NULL,
      description text NOT NULL,
      group_name text NOT NULL,
      owner_id uuid,
      team_id uuid,
      due_at timestamptz,
      due_zone text,
      due_in_hours integer,
      status text NOT NULL,
      is_mandatory boolean NOT NULL,
      position integer NOT NULL,
      playbook_key text,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      started_at timestamptz,
      ended_at timestamptz,
      updated_at timestamptz NOT NULL,
      version integer NOT NULL,
      CONSTRAINT pk_case_tasks PRIMARY KEY (id),
      CONSTRAINT uq_case_tasks_case_id_playbook_key UNIQUE (case_id, playbook_key),
      CONSTRAINT fk_case_tasks_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_tasks_owner_id FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_tasks_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_tasks_status CHECK (status IN ('Waiting', 'InProgress', 'Completed', 'Cancelled')),
      CONSTRAINT ck_case_tasks_ended CHECK ((status IN ('Completed', 'Cancelled')) = (ended_at IS NOT NULL))
    );
    CREATE INDEX ix_case_tasks_case_id_position ON case_tasks (case_id, position, id);
    CREATE INDEX ix_case_tasks_owner_due ON case_tasks (owner_id, coalesce(due_at, 'infinity'), id) WHERE ended_at IS NULL;
    CREATE INDEX ix_case_tasks_team_due ON case_tasks (team_id, coalesce(due_at, 'infinity'), id) WHERE ended_at IS NULL;
    CREATE INDEX ix_case_tasks_due ON case_tasks (coalesce(due_at, 'infinity'), id) WHERE ended_at IS NULL;

    CREATE TABLE case_task_dependencies (
      task_id uuid NOT NULL,
      depends_on_id uuid NOT NULL,
      CONSTRAINT pk_case_task_dependencies PRIMARY KEY (task_id, depends_on_id),
      CONSTRAINT fk_case_task_dependencies_task_id FOREIGN KEY (task_id) REFERENCES case_tasks (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_task_dependencies_depends_on_id FOREIGN KEY (depends_on_id) REFERENCES case_tasks (id) ON DELETE RESTRICT,
      CONSTRAINT ck_case_task_dependencies_other CHECK (task_id <> depends_on_id)
    );
    CREATE INDEX ix_case_task_dependencies_depends_on_id ON case_task_dependencies (depends_on_id);

    CREATE TABLE case_task_log (
      id uuid NOT NULL,
      task_id uuid NOT NULL,
      text text NOT NULL,
      author_id text NOT NULL,
      author_name text NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT pk_case_task_log PRIMARY KEY (id),
      CONSTRAINT fk_case_task_log_task_id FOREIGN KEY (task_id) REFERENCES case_tasks (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_task_log_task_id_id ON case_task_log (task_id, id);

    CREATE TABLE playbooks (
      id uuid NOT NULL,
      kind text NOT NULL,
      version integer NOT NULL,
      name text NOT NULL,
      description text NOT NULL,
      tasks jsonb NOT NULL,
      required_fields text[] NOT NULL,
      written_by text NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT pk_playbooks PRIMARY KEY (id),
      CONSTRAINT uq_playbooks_kind_version UNIQUE (kind, version)
    );
    CREATE TABLE case_playbooks (
      case_id uuid NOT NULL,
      playbook_id uuid NOT NULL,
      applied_by text NOT NULL,
      applied_at timestamptz NOT NULL,
      CONSTRAINT pk_case_playbooks PRIMARY KEY (case_id, playbook_id),
      CONSTRAINT fk_case_playbooks_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_case_playbooks_playbook_id FOREIGN KEY (playbook_id) REFERENCES playbooks (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_case_playbooks_playbook_id ON case_playbooks (playbook_id);`,
  down: `
    DROP TABLE case_playbooks, playbooks, case_task_log, case_task_dependencies, case_tasks, custom_fields;`,
});
