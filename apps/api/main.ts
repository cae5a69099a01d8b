import { loadConfig } from '@app/platform';
import { Users } from '@app/access';
import { ApiConfig } from './api.config';
import { createApi } from './create-api';

async function main(): Promise<void> {
  const config = loadConfig(ApiConfig, process.env);
  const app = await createApi(config);
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const token = await app.get(Users).firstAdministratorToken(config.ADMIN_EMAIL);
  // One line of JSON for whoever started this process; a person reads what standalone makes of it.
  process.stdout.write(`${JSON.stringify({ listening: url, ...(token ? { firstAdministratorLink: `${url}/welcome#${token}` } : {}) })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
