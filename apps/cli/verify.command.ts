import type { Command } from 'commander';

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
      const { verifyExport } = await import('./verify-export');
      const verdict = await verifyExport(file);
      const isCut = verdict.verified && head !== undefined && head !== verdict.head;
      process.stdout.write(
        `${JSON.stringify({ ...verdict, ...(isCut ? { verified: false, fault: { reason: 'the chain does not end with the given hash: its tail was cut or it is another chain' } } : {}) }, null, 2)}\n`,
      );
      if (!verdict.verified || isCut) process.exitCode = 2;
    });
}
