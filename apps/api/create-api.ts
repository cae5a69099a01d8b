import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { json, text } from 'express';
import helmet from 'helmet';
import { ProblemFilter, requestId, validationPipe } from '@app/platform';
import { IntakeRate } from '@app/alerts';
import { InstallationModule } from '../installation.module';
import { processLogger } from '../logger';
import type { ApiConfig } from './api.config';
import { refuseDeepBody } from './body-depth';
import { HealthController } from './health.controller';
import { countRequest, MetricsController } from './metrics.controller';
import { mountOpenApi } from './openapi';
import { ProblemsController } from './problems.controller';
import { WelcomeController } from './welcome.controller';

/** A CloudEvent, and a batch of them, are JSON as well. */
const JSON_TYPES = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

@Module({})
class ApiModule {
  static forRoot(config: ApiConfig, connect: boolean): DynamicModule {
    return {
      module: ApiModule,
      imports: [InstallationModule.forRoot(config, 'docket-api', connect)],
      controllers: [HealthController, MetricsController, ProblemsController, WelcomeController],
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
  app.use(cookieParser());
  app.use('/v1/alerts', app.get(IntakeRate).gate);
  // 32 MB holds a batch of 10,000 alerts and a list of several 100,000 accounts; files are streamed, not parsed.
  app.use(
    json({ type: JSON_TYPES, limit: '32mb', verify: refuseDeepBody }),
    text({ type: 'application/x-ndjson', limit: '32mb' }),
  );
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks([]);
  mountOpenApi(app);
  return app;
}
