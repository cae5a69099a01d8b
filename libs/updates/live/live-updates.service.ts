import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BackgroundLoop, NotFoundError, TooManyRequestsError, UnavailableError } from '@app/platform';
import { type Actor, Audit } from '@app/audit';
import { Sessions } from '@app/access';
import { LiveOptions } from './live.options';
import { LiveReader, type Sink } from './live-reader';
import { isOnRights } from './readable-acts';
import { opening, ready, reset, toUpdate } from './update';
import { UpdateWindow } from './update-window';

/** Acts read of the record at once. */
const PAGE = 2_000;
/** What whoever is not let in should wait, s. */
const RETRY_AFTER = { retryAfterSeconds: 30 };

/** What a reader asks for. */
export interface LiveRequest {
  /** Hash of the session's token. */
  session: string;
  /** The last act that the reader has; from now on without it. */
  after?: number | undefined;
  caseId?: string | undefined;
}

/** A connection to tell updates on. */
export interface LiveConnection extends Sink {
  /** Sends the head of the answer. */
  open(): void;
  onClose(listener: () => void): void;
  readonly isClosed: boolean;
}

/** Tells people what is done while it is done: one look at the record for all connections of the process. */
@Injectable()
export class LiveUpdates implements OnModuleDestroy {
  private readonly readers = new Set<LiveReader>();
  private readonly window: UpdateWindow;
  private readonly loop: BackgroundLoop;
  private heartbeats: NodeJS.Timeout | undefined;
  private isClosing = false;
  private reading: Promise<void> = Promise.resolve();
  private nextReading: Promise<void> | undefined;

  constructor(
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly options: LiveOptions,
  ) {
    this.window = new UpdateWindow(options.heldActs);
    this.loop = new BackgroundLoop('live updates', () => this.look(), options.pollMs);
  }

  /**
   * Opens a connection and tells on it, until it is closed, what its reader may hear.
   * @throws TooManyRequestsError, UnavailableError when too many are open; NotFoundError on a case that is none
   */
  async open(actor: Actor, { session, after, caseId }: LiveRequest, to: LiveConnection): Promise<void> {
    this.assertRoom(actor);
    const reader = new LiveReader(actor, session, caseId, this.window, to);
    // Counted before the first wait: many at once must not slip through together.
    this.readers.add(reader);
    to.onClose(() => this.readers.delete(reader));
    try {
      if (caseId !== undefined && !(await this.audit.hasActsOf(caseId)))
        throw new NotFoundError(`No case has the id ${caseId}.`);
      await this.readAnew();
    } catch (error) {
      this.readers.delete(reader);
      throw error;
    }
    if (to.isClosed || this.isClosing) {
      this.readers.delete(reader);
      to.destroy();
      return;
    }
    this.start();
    to.open();
    const { latest, oldestPosition } = this.window;
    if (after === undefined) reader.begin(opening() + ready(latest), latest);
    // Behind what is held, or ahead of the record, which then is an older one that was restored.
    else if (after > latest || after < Math.max(oldestPosition, latest - this.options.heldActs))
      reader.begin(opening() + reset(latest), latest);
    else reader.begin(opening(), after);
  }

  /** Lets the readers go; they come back to another process, or to this one once it runs again. */
  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.heartbeats);
    for (const reader of this.readers) if (reader.hasBegun) reader.end();
    if (this.heartbeats) await this.loop.stop();
  }

  /** A sign of life to everyone; before it, whoever's session has ended is let go. */
  async beat(): Promise<void> {
    await this.checkSessions();
    for (const reader of this.readers) reader.beat(Date.now(), this.options.patienceMs);
  }

  /** Nothing looks at the record before the first reader comes. */
  private start(): void {
    if (this.heartbeats) return;
    this.loop.start();
    // A beat that fails is made up for by the next: the loop says meanwhile that the record does not answer.
    this.heartbeats = setInterval(() => void this.beat().catch(() => undefined), this.options.heartbeatMs);
  }

  private assertRoom(actor: Actor): void {
    if (this.isClosing) throw new UnavailableError('This process is being stopped.', RETRY_AFTER);
    const mine = [...this.readers].filter((reader) => reader.actor.id === actor.id).length;
    if (mine >= this.options.perPerson)
      throw new TooManyRequestsError(`You have ${mine} connections for live updates open.`, RETRY_AFTER);
    if (this.readers.size >= this.options.perProcess)
      throw new UnavailableError('Too many connections for live updates are open.', RETRY_AFTER);
  }

  /** The step of the loop: without readers nobody needs to know. */
  private async look(): Promise<boolean> {
    if (this.readers.size > 0) await this.readAnew();
    return false;
  }

  /**
   * Reads what was sealed up to now. Shared by all who wait, but begun after each of them has asked: an act that
   * another process told already is in it.
   */
  private readAnew(): Promise<void> {
    this.nextReading ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.nextReading = undefined;
        this.reading = this.read();
        return this.reading;
      });
    return this.nextReading;
  }

  private async read(): Promise<void> {
    if (![...this.readers].some((reader) => reader.hasBegun)) await this.skip();
    for (;;) {
      const acts = await this.audit.actsAfter(this.window.latest, PAGE);
      // First who may hear, then what there is to hear.
      if (acts.some(({ action }) => isOnRights(action))) await this.checkSessions();
      this.window.push(acts.map(toUpdate));
      for (const reader of this.readers) reader.advance(Date.now());
      if (acts.length < PAGE) return;
    }
  }

  /** Nobody reads: what is further back than anyone may come back to need not be read. */
  private async skip(): Promise<void> {
    const start = (await this.audit.latestSequence()) - this.options.heldActs;
    if (start > this.window.latest) this.window.skipTo(start);
  }

  /** Takes everyone's rights anew, and lets go whose session has ended. */
  private async checkSessions(): Promise<void> {
    const checked = [...this.readers].filter((reader) => reader.hasBegun);
    if (checked.length === 0) return;
    const actors = await this.sessions.stillRunning([...new Set(checked.map(({ session }) => session))]);
    for (const reader of checked) {
      const actor = actors.get(reader.session);
      if (actor) reader.actor = actor;
      else reader.end();
    }
  }
}
