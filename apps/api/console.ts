import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type Request, type RequestHandler, type Response } from 'express';

/** Where the build leaves the console: beside the compiled apps, or from the sources in `dist`. */
const PLACES = [join(__dirname, '../../console'), join(__dirname, '../../dist/console')];

/** What `apps/console/vite.config.ts` leaves in the page for the nonce of one answer. */
const NONCE = /CSP_NONCE/g;

/**
 * What the page may load and do. Styles that the console writes while it runs carry the nonce; scripts are files of its
 * own and nothing else. `style` attributes in markup are refused; properties set by script are not touched by a policy.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // A letter's PDF is shown within the page.
    "frame-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The console as the api serves it: hashed files for good, and one page for every address that is no route. */
export class ConsolePage {
  private readonly page: string | undefined;
  private readonly directory: string | undefined;

  constructor() {
    this.directory = PLACES.find((place) => existsSync(join(place, 'index.html')));
    if (this.directory) this.page = readFileSync(join(this.directory, 'index.html'), 'utf8');
    else new Logger('console').warn('The console is not built (`npm run build`); only the API is served.');
  }

  /** Serves the files of the build. What has a hash in its name never changes. */
  mount(app: NestExpressApplication): void {
    if (!this.directory) return;
    app.use('/assets', compressed(join(this.directory, 'assets')));
    app.use(
      '/assets',
      express.static(join(this.directory, 'assets'), { immutable: true, maxAge: '1y', index: false }),
    );
    app.use(express.static(this.directory, { index: false, maxAge: '1h', extensions: false }));
  }

  /** Answers with the page where a browser asks for one. @returns whether it did */
  answer(request: Request, response: Response): boolean {
    if (this.page === undefined || !asksForPage(request)) return false;
    const nonce = randomBytes(16).toString('base64');
    response
      .status(200)
      .setHeader('Content-Security-Policy', policyWith(nonce))
      // The nonce is of this answer, and the names of the files are those of the build.
      .setHeader('Cache-Control', 'no-store')
      .type('html')
      .send(this.page.replace(NONCE, nonce));
    return true;
  }
}

/** How a file can be sent in fewer bytes, the fewest first: the build leaves each beside it. */
const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** Answers with the compressed file of the build where the browser takes it and there is one. */
function compressed(directory: string): RequestHandler {
  const files = new Set(readdirSync(directory));
  return (request, response, next) => {
    const name = request.path.slice(1);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || !files.has(name)) return next();
    response.vary('Accept-Encoding');
    const taken = ENCODINGS.find(
      (one) => files.has(name + one.suffix) && request.acceptsEncodings(one.name) === one.name,
    );
    if (!taken) return next();
    response.type(extname(name)).setHeader('Content-Encoding', taken.name);
    response.sendFile(name + taken.suffix, { root: directory, immutable: true, maxAge: '1y' }, (error) => {
      if (error) next(error);
    });
  };
}

/** Addresses of the API are never pages, whatever a browser would take. */
function asksForPage({ method, path, headers }: Request): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && !/^\/(v1|assets)(\/|$)/.test(path) && /\btext\/html\b/.test(headers.accept ?? '');
}
