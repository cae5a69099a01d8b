import { CreatePlatformAndAudit } from './1763900000000-create-platform-and-audit';
import { CreateAccess } from './1763900001000-create-access';
import { CreateEvidence } from './1763900002000-create-evidence';
import { CreateAlerts } from './1763900004000-create-alerts';

/** Every migration in order. */
export const MIGRATIONS = [CreatePlatformAndAudit, CreateAccess, CreateEvidence, CreateAlerts];
