import { createServer, type AddressInfo } from 'node:net';

/**
 * The port itself if nothing listens on it, and some free port for 0.
 * @throws Error that names the port and the setting `portSetting` to change.
 */
export async function freePort(host: string, port: number, portSetting: string): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'is taken by another program'
          : `cannot be opened (${cause.code ?? cause.message})`;
      const what = `Port ${port} on ${host} ${why}. Set ${portSetting} to another port, or to 0 for any free one.`;
      reject(new Error(what, { cause }));
    });
    server.listen(port, host, () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });
}
