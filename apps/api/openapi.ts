import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SESSION_COOKIE } from '@app/access';

const DESCRIPTION = `Incident casework for AI labs. People sign in and carry a session cookie; detectors send an API key as
\`Authorization: Bearer dk_…\`. Every error is an RFC 9457 problem (\`application/problem+json\`) whose \`type\` is
documented at its own URL; faulty members are named by JSON pointer in \`errors\`. Lists are paged by \`cursor\`. Instants
are RFC 3339; answers give UTC.`;

/** The OpenAPI 3.1 document of the running code. */
export function openApiDocument(app: NestExpressApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Docket')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'key')
    .build();
  return SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}`,
  });
}

/** Serves the document at `/v1/openapi.json` and a page to browse it at `/docs`. */
export function mountOpenApi(app: NestExpressApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'v1/openapi.json',
    customSiteTitle: 'Docket API',
  });
}
