import { ContractClient } from './usage-engine/contract-client';
import { errorsContract } from './usage-engine/errors.contract';
import { insertsContract } from './usage-engine/inserts.contract';
import { measuresContract } from './usage-engine/measures.contract';
import { parquetContract } from './usage-engine/parquet.contract';
import { queriesContract } from './usage-engine/queries.contract';
import { runningContract } from './usage-engine/running.contract';
import { tablesContract } from './usage-engine/tables.contract';
import { viewsContract } from './usage-engine/views.contract';

/**
 * What Docket needs of a ClickHouse, embedded or not, as tests through the client it uses.
 *
 * The tests work in a database of their own that is dropped at the end, so whoever stops the ClickHouse after
 * them registers that after calling this.
 */
export function usageEngineContract(getUrl: () => string): void {
  const client = new ContractClient(getUrl);
  beforeAll(() => client.open());
  afterAll(() => client.close());

  queriesContract(client);
  errorsContract(client);
  insertsContract(client);
  measuresContract(client);
  parquetContract(client);
  runningContract(client);
  tablesContract(client);
  viewsContract(client);
}
