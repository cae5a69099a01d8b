import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { finished } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';

/** A request that has come in whole. */
export interface Asked {
  /** With its query, decoded. */
  path: string;
  text: string;
}

/** Stands before a server and holds requests, or cuts their client off before the server hears of them. */
export interface Gate {
  url: string;
  /** Whether the server has answered all that was let through. */
  isQuiet(): boolean;
  stop(): Promise<void>;
}

/**
 * Opens a gate on a port of its own, so that the server behind it may go and come as another.
 * @param server where the server is now
 * @param lets whether a request goes on, which it does also when its client has gone; otherwise the
 * client's connection is cut
 * @param isSingle lets one request through at a time, so that a server that is killed between two breaks no third
 */
export async function startGate(
  server: () => string,
  lets: (asked: Asked) => boolean | Promise<boolean>,
  isSingle = false,
): Promise<Gate> {
  let unanswered = 0;
  const pass = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const { method, headers, url } = asked;
    const body = await buffer(asked);
    const path = decodeURIComponent((url ?? '/').replaceAll('+', ' '));
    if (!(await lets({ path, text: body.toString() }))) {
      answer.destroy();
      return;
    }
    const onward = request(new URL(url ?? '/', server()), { method, headers }, (given) => {
      // What nobody hears any more is heard out all the same.
      answer.once('close', () => given.resume());
      if (answer.destroyed) given.resume();
      else given.pipe(answer.writeHead(given.statusCode ?? 500, given.headers));
    });
    unanswered += 1;
    onward.once('close', () => (unanswered -= 1));
    onward.on('error', () => answer.destroy());
    onward.end(body);
    await finished(answer);
  };
  let turn: Promise<void> = Promise.resolve();
  const gate = createServer((asked, answer) => {
    const before = isSingle ? turn : Promise.resolve();
    // A client that is killed meanwhile is no failure of the gate's.
    turn = before.then(() => pass(asked, answer)).catch(() => void answer.destroy());
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    isQuiet: () => unanswered === 0,
    async stop() {
      gate.closeAllConnections();
      await new Promise((resolve) => gate.close(resolve));
    },
  };
}
