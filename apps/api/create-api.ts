import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import { CursorBinding, JobDesk, ProblemFilter, requestId, validationPipe } from '@app/platform';
import { IntakeRate } from '@app/alerts';
import { InstallationModule } from '../installation.module';
import { processLogger } from '../logger';
import type { ApiConfig } from './api.config';
import { BodyReader } from './body-reader';
import { ConsolePage } from './console';
import { HealthController } from './health.controller';
import { JobsController } from './jobs.controller';
import { countRequest, MetricsController } from './metrics.controller';
import { mountOpenApi } from './openapi';
import { ProblemsController } from './problems.controller';
import { UnroutedFilter } from './unrouted.filter';

@Module({})
class ApiModule {
  static forRoot(config: ApiConfig, connect: boolean): DynamicModule {
    return {
      module: ApiModule,
      imports: [InstallationModule.forRoot(config, 'docket-api', connect)],
      controllers: [HealthController, JobsController, MetricsController, ProblemsController],
      providers: [
        { provide: JobDesk, useFactory: () => new JobDesk(config.QUEUE_URL ?? config.DATABASE_URL) },
      ],
    };
  }
}

/**
 * Builds the api without listening: `main`, the tests and the OpenAPI export all start from here.
 * @param connect false leaves the record alone: enough to look at the routes
 */
export async function createApi(config: ApiConfig, { connect = true } = {}): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(config, connect), {
    bodyParser: false,
    bufferLogs: false,
    abortOnError: false,
    logger: processLogger(),
  });
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.disable('x-powered-by');
  app.use(requestId, countRequest);
  app.use(helmet({ contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } } }));
  const page = new ConsolePage();
  page.mount(app);
  app.use(cookieParser());
  app.use('/v1/alerts', app.get(IntakeRate).gate);
  app.useGlobalGuards(new BodyReader());
  app.useGlobalInterceptors(new CursorBinding());
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(), new UnroutedFilter(page));
  app.enableShutdownHooks([]);
  mountOpenApi(app);
  return app;
}
