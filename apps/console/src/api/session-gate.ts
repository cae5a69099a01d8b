/** Holds back requests whose session has ended until the person has signed in again. */
class SessionGate {
  private waiting: { promise: Promise<void>; open: () => void } | undefined;
  private readonly listeners = new Set<() => void>();

  /** Resolves when somebody has signed in; the dialog comes up with the first who asks. */
  signIn(): Promise<void> {
    if (!this.waiting) {
      let open!: () => void;
      const promise = new Promise<void>((resolve) => (open = resolve));
      this.waiting = { promise, open };
      this.tell();
    }
    return this.waiting.promise;
  }

  /** Somebody has signed in: what waits goes on. */
  open(): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.open();
    this.tell();
  }

  readonly isShut = (): boolean => this.waiting !== undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const sessionGate = new SessionGate();
