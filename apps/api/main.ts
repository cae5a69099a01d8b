import { loadConfig } from '@app/platform';
import { Users } from '@app/access';
import { runProcess } from '../process';
import { ApiConfig } from './api.config';
import { createApi } from './create-api';

runProcess(async () => {
  // oxlint-disable-next-line node/no-process-env -- read here, validated whole, and nowhere else
  const config = loadConfig(ApiConfig, process.env);
  const app = await createApi(config);
  await app.listen(config.PORT, config.HOST);
  const listening = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const token = await app.get(Users).firstAdministratorToken(config.ADMIN_EMAIL);
  return {
    announce: { listening, ...(token ? { firstAdministratorLink: `${listening}/welcome#${token}` } : {}) },
    close: () => app.close(),
  };
});
