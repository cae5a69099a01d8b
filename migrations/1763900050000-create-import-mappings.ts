import { sqlMigration } from './sql-migration';

/** LiteLLM's spend logs as usage; ready-made. */
const LITELLM = {
  kind: 'usage',
  unknownColumns: 'ignore',
  columns: [
    { column: 'request_id', from: ['request_id'] },
    { column: 'ts', from: ['startTime'], as: 'instant' },
    { column: 'account_id', from: ['end_user', 'user', 'team_id', 'api_key'] },
    { column: 'api_key_id', from: ['api_key'] },
    { column: 'org_id', from: ['organization_id', 'team_id'] },
    { column: 'model', from: ['model_group', 'model'] },
    { column: 'capability', value: '' },
    { column: 'input_tokens', from: ['prompt_tokens'], as: 'integer' },
    { column: 'output_tokens', from: ['completion_tokens'], as: 'integer' },
    { column: 'status', from: ['status'], as: 'http_status', value: '200' },
    { column: 'ip', from: ['requester_ip_address'], as: 'address' },
    { column: 'access_path', value: 'litellm' },
  ],
};

/** Mappings of labs' columns, which the database refuses to change, and the one that an import was read with. */
export const CreateImportMappings = sqlMigration('CreateImportMappings1763900050000', {
  up: `
    CREATE TABLE import_mappings (
      id uuid NOT NULL,
      name text NOT NULL,
      version integer NOT NULL,
      kind text NOT NULL,
      description text NOT NULL,
      mapping jsonb NOT NULL,
      hash text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT pk_import_mappings PRIMARY KEY (id),
      CONSTRAINT uq_import_mappings_name_version UNIQUE (name, version)
    );
    CREATE TRIGGER tr_import_mappings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON import_mappings
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    INSERT INTO import_mappings (id, name, version, kind, description, mapping, hash, created_by, created_at)
    VALUES ('01935e2a-0000-7000-8000-000000000001', 'litellm-spend-logs', 1, 'usage',
      'LiteLLM''s table LiteLLM_SpendLogs. The account is the end user, else the user, the team or the key.',
      '${JSON.stringify(LITELLM)}', '32b328a4f62120aa2765c53c1a7d8d6f1d76ca11efee154bbe35b9233f09af99', 'Docket', now());

    ALTER TABLE imports ADD COLUMN mapping jsonb, ADD COLUMN mapping_hash text, ADD COLUMN mapping_id uuid;`,
  down: `
    ALTER TABLE imports DROP COLUMN mapping, DROP COLUMN mapping_hash, DROP COLUMN mapping_id;
    DROP TABLE import_mappings;`,
});
