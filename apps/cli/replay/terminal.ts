import { InvalidArgumentError } from 'commander';

/** A line to whoever watches. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

let lastProgress = 0;

/** On a terminal the line overwrites itself; in a log one every ten seconds is enough. */
export function progress(line: string): void {
  if (process.stdout.isTTY) {
    process.stdout.write(`\r\u001B[K${line}\r`);
  } else if (Date.now() - lastProgress > 10_000) {
    lastProgress = Date.now();
    say(line);
  }
}

/** A share of the real size. @throws InvalidArgumentError */
export function scaleOf(text: string): number {
  const scale = Number(text);
  if (!(scale > 0 && scale <= 1)) throw new InvalidArgumentError('a number above 0 and up to 1');
  return scale;
}

/** A whole number. @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0) throw new InvalidArgumentError('a whole number');
  return n;
}
