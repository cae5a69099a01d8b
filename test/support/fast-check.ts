import { join } from 'node:path';
import type FastCheck from 'fast-check';

// Under the name of the package jest finds this file.
const { default: fc } = module.require(join(__dirname, '../../node_modules/fast-check')) as {
  default: typeof FastCheck;
};

// oxlint-disable-next-line node/no-process-env -- another seed is given from outside
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_128);

// What holds on one run holds on the next: a change is not refused for what it did not do. Other seeds look elsewhere.
fc.configureGlobal({ seed });

export default fc;
