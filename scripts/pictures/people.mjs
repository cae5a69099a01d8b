import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup.mjs';

/** Calls the API of the demo for one person. */
class Client {
  cookie = '';

  constructor(url) {
    this.url = url;
  }

  get = async (path) => {
    const answer = await (await this.send('GET', path)).json();
    return answer.items ?? answer;
  };

  post = async (path, body = {}) => (await this.send('POST', path, body)).json();

  async send(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { cookie: this.cookie, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** The people of the demo that serves at `url` and keeps its state in `dir`, and the key of one of its detectors. */
export class People {
  constructor({ url, dir }) {
    const { password, detectorKeys } = JSON.parse(readFileSync(join(ROOT, dir, 'state.json'), 'utf8'));
    [this.detectorKey] = Object.values(detectorKeys);
    this.password = password;
    this.url = url;
    this.dir = dir;
  }

  /** Signed in, or still so from the last run: too many tries to sign in are refused. */
  async of(email) {
    const client = new Client(this.url);
    const file = join(ROOT, this.dir, `session-${email}`);
    client.cookie = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (client.cookie && (await client.get('/v1/me').catch(() => undefined))) return client;
    const answer = await client.send('POST', '/v1/session', { email, password: this.password });
    client.cookie = answer.headers.get('set-cookie').split(';')[0];
    writeFileSync(file, client.cookie, { mode: 0o600 });
    return client;
  }
}
