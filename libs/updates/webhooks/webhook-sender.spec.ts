import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookSender } from './webhook-sender';
import { WebhooksOptions } from './webhooks.options';

describe('the sender of webhooks', () => {
  const senders: WebhookSender[] = [];
  const sender = (allowsLoopback: boolean): WebhookSender => {
    const made = new WebhookSender(new WebhooksOptions(undefined, allowsLoopback));
    senders.push(made);
    return made;
  };
  let server: Server;
  let asked = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      request.resume();
      if (request.url === '/endless') {
        response.writeHead(200);
        response.on('error', () => undefined);
        const more = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
        response.on('close', () => clearInterval(more));
      } else response.writeHead(204).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await Promise.all(senders.map((one) => one.onApplicationShutdown()));
    await new Promise((done) => server.close(done));
  });

  const resolvingTo = (...addresses: string[]) =>
    jest.spyOn(dns, 'lookup').mockImplementation(((_: string, __: object, done: (...a: unknown[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      )) as never);

  it('connects to no address of the inside, whatever name stands for it and beside whatever else', async () => {
    const { port } = server.address() as AddressInfo;
    for (const addresses of [['127.0.0.1'], ['10.0.0.1'], ['8.8.8.8', '169.254.169.254'], []]) {
      const looked = resolvingTo(...addresses);
      const { httpStatus, note } = await sender(false).send(`https://hooks.example:${port}/`, {}, '{}');
      expect([httpStatus, note]).toEqual([
        null,
        'hooks.example stands for an address that Docket does not call.',
      ]);
      expect(looked).toHaveBeenCalled();
    }
    expect(asked).toBe(0);
  });

  it('asks for the address at every attempt, so that a name which has moved inside is refused', async () => {
    const { port } = server.address() as AddressInfo;
    const one = sender(true);
    resolvingTo('127.0.0.1');
    expect(await one.send(`http://hooks.localhost:${port}/`, {}, '{}')).toEqual({
      httpStatus: 204,
      note: null,
    });
    resolvingTo('192.168.0.1');
    expect((await one.send(`http://hooks.localhost:${port}/`, {}, '{}')).note).toContain('does not call');
  });

  it('takes little of an answer that does not end', async () => {
    const { port } = server.address() as AddressInfo;
    expect(await sender(true).send(`http://127.0.0.1:${port}/endless`, {}, '{}')).toEqual({
      httpStatus: 200,
      note: null,
    });
  });

  it('says why no answer came', async () => {
    const { note } = await sender(true).send('http://127.0.0.1:1/', {}, '{}');
    expect(note).toContain('ECONNREFUSED');
  });
});
