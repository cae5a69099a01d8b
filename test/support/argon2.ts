import { join } from 'node:path';
import type * as Argon2 from '@node-rs/argon2';

// Under the name of the package jest finds this file.
const argon2 = module.require(join(__dirname, '../../node_modules/@node-rs/argon2')) as typeof Argon2;

/** The same hash at the least cost: what keeps a stolen hash from being guessed is most of what signing in costs. */
export const hash = (password: string): Promise<string> =>
  argon2.hash(password, {
    algorithm: 2 as Argon2.Algorithm.Argon2id,
    memoryCost: 8,
    timeCost: 1,
    parallelism: 1,
  });

export const { verify } = argon2;
