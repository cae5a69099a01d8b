import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type ChainLink, ChainVerifier, type ChainVerdict } from '@app/audit';

/** Verifies an exported chain line by line, offline. A line that is not a link is a fault like any other. */
export async function verifyExport(file: string): Promise<ChainVerdict> {
  const verifier = new ChainVerifier();
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    if (text === '') continue;
    try {
      verifier.take(JSON.parse(text) as ChainLink);
    } catch {
      verifier.fail(`line ${line}`, 'the line is not a link of a chain: it was changed');
    }
  }
  const verdict = verifier.verdict();
  if (verdict.events === 0) verifier.fail('0', 'the file holds no link of a chain');
  return verifier.verdict();
}
