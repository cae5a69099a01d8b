import { sqlMigration } from './sql-migration';

/** Accounts outside a case that something ties to it, and the clusters that its accounts form. */
export const CreateClusters = sqlMigration('CreateClusters1763900051000', {
  up: `
    CREATE TABLE account_candidates (
      case_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      tier text NOT NULL,
      score real NOT NULL,
      exchanges bigint NOT NULL,
      campaign_exchanges bigint NOT NULL,
      evidence jsonb NOT NULL,
      because jsonb NOT NULL,
      finding_id uuid NOT NULL,
      CONSTRAINT pk_account_candidates PRIMARY KEY (case_id, account_id),
      CONSTRAINT fk_account_candidates_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_account_candidates_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ON DELETE RESTRICT,
      CONSTRAINT ck_account_candidates_tier CHECK (tier IN ('ban', 'review', 'look_alike'))
    );
    CREATE INDEX ix_account_candidates_case_id_tier_account_id ON account_candidates (case_id, tier, account_id);

    CREATE TABLE account_clusters (
      case_id uuid NOT NULL,
      number integer NOT NULL,
      accounts integer NOT NULL,
      in_case integer NOT NULL,
      exchanges bigint NOT NULL,
      evidence jsonb NOT NULL,
      because jsonb NOT NULL,
      bridges jsonb NOT NULL,
      finding_id uuid NOT NULL,
      CONSTRAINT pk_account_clusters PRIMARY KEY (case_id, number),
      CONSTRAINT fk_account_clusters_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_account_clusters_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ON DELETE RESTRICT
    );

    CREATE TABLE cluster_members (
      case_id uuid NOT NULL,
      account_id text COLLATE "C" NOT NULL,
      number integer NOT NULL,
      in_case boolean NOT NULL,
      strength real NOT NULL,
      evidence jsonb NOT NULL,
      because jsonb NOT NULL,
      finding_id uuid NOT NULL,
      CONSTRAINT pk_cluster_members PRIMARY KEY (case_id, account_id),
      CONSTRAINT fk_cluster_members_case_id FOREIGN KEY (case_id) REFERENCES cases (id) ON DELETE RESTRICT,
      CONSTRAINT fk_cluster_members_finding_id FOREIGN KEY (finding_id) REFERENCES findings (id) ON DELETE RESTRICT
    );
    CREATE INDEX ix_cluster_members_case_id_number_account_id ON cluster_members (case_id, number, account_id);`,
  down: `DROP TABLE cluster_members, account_clusters, account_candidates;`,
});
