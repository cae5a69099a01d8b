import type { Step } from '../story';
import { importUsage } from './import-usage';
import { postAlerts } from './post-alerts';
import { triageCase } from './triage-case';
import { verifyAudit } from './verify-audit';

/** The story, in order. */
export const STEPS: readonly Step[] = [postAlerts, triageCase, importUsage, verifyAudit];
