import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync } from 'class-validator';

/**
 * Reads the variables that `type` declares, validates them all and freezes the result.
 * An empty string counts as not set.
 *
 * @throws Error listing every fault, one a line, before anything has been built.
 */
export function loadConfig<C extends object>(type: new () => C, env: NodeJS.ProcessEnv): Readonly<C> {
  const declared = new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(type, '', false, false)
      .map((metadata) => metadata.propertyName),
  );
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => declared.has(name) && value !== ''),
  );
  const config = plainToInstance(type, given, { exposeDefaultValues: true });
  const faults = validateSync(config).flatMap((error) => Object.values(error.constraints ?? {}));
  if (faults.length > 0) throw new Error(`Invalid configuration:\n- ${faults.join('\n- ')}`);
  return Object.freeze(config);
}
