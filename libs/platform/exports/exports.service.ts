import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, Optional } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { TooManyRequestsError, UnavailableError } from '../problems/common-problems';
import { toProblem } from '../problems/to-problem';
import { ExportOptions } from './export-options';
import type { ExportPortion } from './export-portion';
import { ClientGoneError, takeIn } from './take-in';
import { Turns } from './turns';

/** What an export is written as. */
export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
};

/** How an export ended: whole, left by its client, or cut off by a fault of ours. */
export type ExportEnd = 'whole' | 'abandoned' | 'failed';

/** What was sent, as it is recorded. */
export interface ExportOutcome {
  end: ExportEnd;
  /** By part. */
  lines: Record<string, number>;
  /** SHA-256 of all bytes before the line that ends the file; of a CSV, of the whole file. */
  sha256: string;
}

/** A file that is made while it is sent. */
export interface ExportFile {
  /** Without its ending. */
  name: string;
  format: ExportFormat;
  /** The first line. */
  head: string;
  /** Read only as fast as the client takes them; each reads the record for itself and holds nothing between. */
  portions: AsyncGenerator<ExportPortion>;
  /** Told before the first byte leaves. */
  begins(): Promise<void>;
  /** Told once, before the last byte of a whole file leaves. */
  ended(outcome: ExportOutcome): Promise<void>;
}

/** Of the record's connections, the part that exports may use at once. */
const SHARE = 4;
const RETRY_AFTER_SECONDS = 30;
/** How long a client has to take the problem that ends its file, ms. */
const LAST_LINE_MS = 5_000;

/** Sends exports: of any size with little memory, each as fast as its client takes it, and few at once. */
@Injectable()
export class Exports implements OnModuleDestroy {
  private readonly logger = new Logger('exports');
  private readonly running = new Map<string, Set<AbortController>>();
  private readonly sendings = new Set<Promise<void>>();
  private readonly turns: Turns;
  private isClosing = false;

  constructor(
    db: DataSource,
    @Optional() private readonly options: ExportOptions = new ExportOptions(),
  ) {
    const { max } = (db.options as { extra?: { max?: number } }).extra ?? {};
    this.turns = new Turns(Math.max(1, Math.floor((max ?? SHARE) / SHARE)));
  }

  /** Every export that runs is cut, as by a fault of ours, and its end recorded. */
  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    for (const own of this.running.values()) for (const one of own) one.abort();
    await Promise.allSettled(this.sendings);
  }

  /**
   * Sends a file to its end; `by` is the id of whoever gets it. What goes wrong before the first byte is thrown, what
   * goes wrong later shows in the file. @throws TooManyRequestsError, UnavailableError, and what the first portion throws
   */
  async send(by: string, response: Response, file: ExportFile): Promise<void> {
    const slot = this.slotFor(by);
    const timer = setTimeout(() => slot.abort(), this.options.longestMs);
    const sending = this.sendWith(slot.signal, response, file);
    this.sendings.add(sending);
    try {
      await sending;
    } finally {
      clearTimeout(timer);
      this.sendings.delete(sending);
      this.giveBack(by, slot);
      await file.portions.return(undefined);
    }
  }

  private async sendWith(signal: AbortSignal, response: Response, file: ExportFile): Promise<void> {
    const next = (): Promise<IteratorResult<ExportPortion>> => this.turns.take(() => file.portions.next());
    // The first portion is read before the answer begins, so that a refusal is still a proper problem.
    const first = await next();
    const isHead = response.req.method === 'HEAD';
    if (!isHead) await file.begins();
    response.writeHead(200, {
      'Content-Type': MEDIA_TYPES[file.format],
      'Content-Disposition': `attachment; filename="${file.name}.${file.format}"`,
      'Cache-Control': 'no-store',
      // A proxy that waits for the end would keep it all in memory.
      'X-Accel-Buffering': 'no',
      ...(isHead ? {} : { Trailer: 'x-export-lines, x-export-sha256' }),
    });
    if (isHead) {
      response.end();
      return;
    }
    const hash = createHash('sha256');
    const lines: Record<string, number> = {};
    const outcome = (end: ExportEnd): ExportOutcome => ({ end, lines, sha256: hash.copy().digest('hex') });
    const put = (text: string): Promise<void> => {
      const bytes = Buffer.from(text);
      hash.update(bytes);
      return takeIn(response, bytes, signal, this.options.patienceMs);
    };
    try {
      await put(file.head);
      for (let portion = first; !portion.done; portion = await next()) {
        const { part, lines: n, text } = portion.value;
        lines[part] = (lines[part] ?? 0) + n;
        await put(text);
      }
      const whole = outcome('whole');
      await file.ended(whole);
      close(response, file.format, whole);
    } catch (error) {
      await this.cut(response, file, error, outcome);
    }
  }

  /** Ends a file that is not whole, so that nobody takes it for one. */
  private async cut(
    response: Response,
    file: ExportFile,
    error: unknown,
    outcome: (end: ExportEnd) => ExportOutcome,
  ): Promise<void> {
    const isLeft = error instanceof ClientGoneError;
    const problem = toProblem(error);
    if (!isLeft && problem.status >= 500)
      this.logger.error(
        `${file.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    if (!isLeft && file.format === 'ndjson') {
      response.end(`${JSON.stringify({ problem })}\n`);
      // Whoever does not take even that is let go.
      setTimeout(() => response.destroy(), LAST_LINE_MS).unref();
    } else response.destroy();
    await file.ended(outcome(isLeft ? 'abandoned' : 'failed')).catch((unrecorded: unknown) => {
      this.logger.error(`${file.name}: its end is not recorded: ${String(unrecorded)}`);
    });
  }

  private slotFor(by: string): AbortController {
    if (this.isClosing) throw new UnavailableError('This process is closing.');
    const own = this.running.get(by) ?? new Set();
    const all = [...this.running.values()].reduce((sum, slots) => sum + slots.size, 0);
    const isMine = own.size >= this.options.perCaller;
    if (isMine || all >= this.options.perProcess)
      throw new TooManyRequestsError(
        isMine
          ? `You have ${own.size} exports running already.`
          : `There are ${all} exports running already.`,
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    const slot = new AbortController();
    this.running.set(by, own.add(slot));
    return slot;
  }

  private giveBack(by: string, slot: AbortController): void {
    const own = this.running.get(by);
    own?.delete(slot);
    if (own?.size === 0) this.running.delete(by);
  }
}

/** Ends a whole file: a last line where the format has room for one, and trailers. */
function close(response: Response, format: ExportFormat, { lines, sha256 }: ExportOutcome): void {
  const sum = Object.values(lines).reduce((all, n) => all + n, 0);
  response.addTrailers({ 'x-export-lines': String(sum), 'x-export-sha256': sha256 });
  if (format === 'csv') response.end();
  else response.end(`${JSON.stringify({ end: { lines: sum, of: lines, sha256 } })}\n`);
}
