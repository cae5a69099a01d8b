import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
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

/** `docket verify FILE`: for an auditor who holds nothing but the export. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'verify an exported audit chain (GET /v1/audit/export) offline; exits 2 when it does not hold',
    )
    .argument('<file>', 'NDJSON export')
    .option('--head <hash>', 'the hash that the chain must end with: shows a cut tail')
    .action(async (file: string, { head }: { head?: string }) => {
      const verdict = await verifyExport(file);
      const isCut = verdict.verified && head !== undefined && head !== verdict.head;
      process.stdout.write(
        `${JSON.stringify({ ...verdict, ...(isCut ? { verified: false, fault: { reason: 'the chain does not end with the given hash: its tail was cut or it is another chain' } } : {}) }, null, 2)}\n`,
      );
      if (!verdict.verified || isCut) process.exitCode = 2;
    });
}
