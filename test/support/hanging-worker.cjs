// Takes a job of the queue contract and never ends it; run from the build as a process that can be killed.
const { openQueueBackend } = require('../../dist/libs/platform');

const backend = openQueueBackend(process.argv[2]);
const worker = backend.worker(
  'contract',
  () => {
    process.stdout.write('taken\n');
    return new Promise(() => undefined);
  },
  { concurrency: 1, lockDuration: 1_000, stalledInterval: 500, maxStalledCount: 1_000 },
);
worker.on('error', () => undefined);
setTimeout(() => process.stdout.write('ready\n'), 300);
setTimeout(() => process.exit(1), 180_000);
