import type { Step } from '../story';
import { banAccounts } from './ban-accounts';
import { determine } from './determine';
import { enrichCase } from './enrich-case';
import { importUsage } from './import-usage';
import { makeClaims } from './make-claims';
import { postAlerts } from './post-alerts';
import { triageCase } from './triage-case';
import { verifyAudit } from './verify-audit';
import { writeLetter } from './write-letter';

/** The story, in order. */
export const STEPS: readonly Step[] = [
  postAlerts,
  triageCase,
  importUsage,
  enrichCase,
  makeClaims,
  banAccounts,
  determine,
  writeLetter,
  verifyAudit,
];
