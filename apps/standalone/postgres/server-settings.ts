/** Where the server listens, on TCP only: the path of a Unix socket may be no longer than about 100 characters. */
export interface Endpoint {
  readonly host: '127.0.0.1';
  readonly port: number;
}

/** For one node of two cores that PostgreSQL shares with everything else; units as PostgreSQL writes them. */
const SINGLE_NODE = {
  max_connections: '120',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  io_workers: '2',
  jit: 'off',
};

/** What the launcher itself relies on; no setting of the operator goes before it. */
const REQUIRED = {
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  lc_messages: 'C',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** Arguments of the `postgres` program. The same input gives the same list, by which an orphan is recognised. */
export function serverArguments(
  cluster: string,
  { host, port }: Endpoint,
  settings: Record<string, string>,
): string[] {
  const all = { ...SINGLE_NODE, ...settings, ...REQUIRED, listen_addresses: host, port: String(port) };
  return ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
