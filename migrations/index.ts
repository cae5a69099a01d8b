import { CreatePlatformAndAudit } from './1763900000000-create-platform-and-audit';
import { CreateAccess } from './1763900001000-create-access';

/** Every migration in order. */
export const MIGRATIONS = [CreatePlatformAndAudit, CreateAccess];
