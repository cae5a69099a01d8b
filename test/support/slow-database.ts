import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** First byte of `Terminate`. @see https://www.postgresql.org/docs/18/protocol-message-formats.html */
const GOODBYE = 'X'.charCodeAt(0);

/** `ReadyForQuery` of a connection that is in no transaction, with which the server ends what opens it. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** PostgreSQL as it answers from another city: the same server, each round trip longer, and counted. */
export interface SlowDatabase {
  /** The server's URL by way of the detour. */
  url: string;
  /**
   * Round trips so far, on all connections: how often a client spoke after the server had. What opens a connection is
   * not counted: the pool does that whenever one has rested too long, which is a matter of how fast the machine is.
   */
  roundTrips(): number;
  stop(): Promise<void>;
}

/** @param delayMs what every round trip takes longer */
export async function startSlowDatabase(url: string, delayMs: number): Promise<SlowDatabase> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let trips = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let serverSpokeLast = true;
    let isOpen = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => {
      // What a client sends in several pieces without waiting for an answer is one trip. A goodbye has no answer: the
      // pool says it on connections that have rested, in the middle of whatever is counted.
      if (isOpen && serverSpokeLast && chunk[0] !== GOODBYE) trips += 1;
      serverSpokeLast = false;
      setTimeout(() => upstream.writable && upstream.write(chunk), delayMs);
    });
    upstream.on('data', (chunk) => {
      serverSpokeLast = true;
      isOpen ||= chunk.subarray(-READY.length).equals(READY);
      client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const detour = new URL(url);
  detour.hostname = '127.0.0.1';
  detour.port = String((server.address() as AddressInfo).port);
  return {
    url: detour.toString(),
    roundTrips: () => trips,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
