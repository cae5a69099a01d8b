import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { InvalidInputError } from '@app/platform';
import { assertMapping, type Mapping } from '../mappings/column-mapping';
import { MappingInput } from '../mappings/mappings.dto';
import type { ImportKind } from '../usage-columns';

/** Reads a mapping from a file, as an import would bring it. @throws Error naming what is wrong with it */
export function readMapping(path: string, kind: ImportKind): Mapping {
  const refuse = (detail: string): never => {
    throw new Error(`Invalid configuration:\n- the mapping ${path} ${detail}`);
  };
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return refuse(`cannot be read: ${(error as Error).message}`);
  }
  const mapping = plainToInstance(MappingInput, text);
  const faults = validateSync(mapping, { whitelist: true, forbidNonWhitelisted: true });
  if (faults.length > 0) return refuse(faults.flatMap(words).join('; '));
  if (mapping.kind !== kind) return refuse(`is one of ${mapping.kind}`);
  try {
    assertMapping(mapping, '');
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return refuse(`is not to be used: ${JSON.stringify(error.extensions)}`);
  }
  return JSON.parse(JSON.stringify(mapping)) as Mapping;
}

const words = ({ constraints, children }: ValidationError): string[] => [
  ...Object.values(constraints ?? {}),
  ...(children ?? []).flatMap(words),
];
