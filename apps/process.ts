/**
 * Thrown by a process that cannot start until the installation is changed: starting it again is of no use. Its exit
 * code is `EX_CONFIG` of sysexits.
 */
export class HopelessStartError extends Error {
  static readonly exitCode = 78;
}

/** Longer than any job's part, shorter than the supervisor's patience. */
const LONGEST_CLOSE_MS = 25_000;

/**
 * The life of a server process: starts it, announces it by one line of JSON on stdout, and closes it in order on
 * SIGINT, SIGTERM or, when another process supervises it, when that process is gone (its end of our stdin closes).
 */
export function runProcess(start: () => Promise<{ announce: object; close(): Promise<void> }>): void {
  start().then(
    ({ announce, close }) => {
      process.stdout.write(`${JSON.stringify(announce)}\n`);
      let isClosing = false;
      const stop = (): void => {
        if (isClosing) return;
        isClosing = true;
        // An orphan has no supervisor to cut short what does not end by itself.
        setTimeout(() => process.exit(1), LONGEST_CLOSE_MS).unref();
        close().then(
          () => process.exit(0),
          (error: unknown) => fail(error),
        );
      };
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
      // oxlint-disable-next-line node/no-process-env -- said by the supervisor, not by the installation
      if (process.env['DOCKET_SUPERVISED'] === '1') process.stdin.on('end', stop).on('error', stop).resume();
    },
    (error: unknown) => fail(error),
  );
}

function fail(error: unknown): never {
  // What is wrong with the installation is said in one line; a fault of ours with its stack.
  const text =
    error instanceof HopelessStartError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof HopelessStartError ? HopelessStartError.exitCode : 1);
}
