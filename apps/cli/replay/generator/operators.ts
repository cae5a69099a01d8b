import { datacentreExit, residentialExit } from './addresses';
import type { Population } from './population';
import { FINGERPRINTS } from './fingerprints';
import { STREAM, draw, streamOf } from './random';

/** Prompt templates and exits of a small operator. */
const TEMPLATES = 8;
const EXITS = 10;

/** The small operator that runs a campaign account; undefined where clusters are operated whole. */
export function operatorOf({ variant, campaign }: Population, account: number): number | undefined {
  if (variant.operatorSize === 0 || account >= campaign) return undefined;
  return Math.floor(account / variant.operatorSize);
}

/** Halves of a template of an operator, or of a skeleton that occurs once where `operator` is negative. */
export function operatorTemplate(
  { seedKey }: Population,
  operator: number,
  hash: number,
): readonly [high: number, low: number] {
  const index = operator < 0 ? hash : hash % TEMPLATES;
  const state = streamOf(seedKey, STREAM.family, 1_000 + Math.max(0, operator), index);
  return [draw(state, 0), draw(state, operator < 0 ? hash : 1)];
}

/** One of an operator's exits: a few homes and a rented server. */
export function operatorExit(
  { seedKey }: Population,
  cluster: number,
  operator: number,
  hash: number,
): number {
  const exit = operator * 16 + (hash % EXITS);
  return hash % EXITS < 7
    ? residentialExit(seedKey, cluster, exit)
    : datacentreExit(cluster, operator * 160 + (hash % 8));
}

/** An operator's software: an ordinary client that others use too. */
export const operatorFingerprint = (operator: number): number => (operator * 7) % FINGERPRINTS;
