import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';

/** Stands before a usage engine and may cut a client off before the engine hears of what it asks. */
export interface EngineGate {
  url: string;
  stop(): Promise<void>;
}

/**
 * Lets one request through at a time, so that an engine that is killed between two breaks no third.
 * @param engine where the engine is now: it may be another one after a while
 * @param lets whether a request with this text goes on; otherwise the client's connection is cut
 */
export async function startEngineGate(
  engine: () => string,
  lets: (text: string) => Promise<boolean>,
): Promise<EngineGate> {
  const pass = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const { method, headers, url } = asked;
    const body = await buffer(asked);
    if (!(await lets(body.toString()))) {
      answer.destroy();
      return;
    }
    const onward = request(new URL(url ?? '/', engine()), { method, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers);
      given.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    onward.end(body);
    await finished(answer);
  };
  let turn: Promise<void> = Promise.resolve();
  const server = createServer((asked, answer) => {
    // A client that is killed meanwhile is no failure of the gate's.
    turn = turn.then(() => pass(asked, answer)).catch(() => void answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
