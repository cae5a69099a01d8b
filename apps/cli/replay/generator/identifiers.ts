import { CLUSTER, CLUSTERS } from './profile';
import { STREAM, below, draw, mix, permutePair, streamOf } from './random';
import { GROUPS } from './groups';
import { NONE, type Population } from './population';

const pair = new Uint32Array(2);

/** 12 hex digits that are unique to a number and tell nothing of it: a permutation of 48 bits. */
function opaque(seedKey: number, stream: number, index: number): string {
  permutePair(streamOf(seedKey, stream, 0), 0, index, 24, pair);
  return (pair[0] ?? 0).toString(16).padStart(6, '0') + (pair[1] ?? 0).toString(16).padStart(6, '0');
}

/** Identifier of an account. */
export function accountId({ seedKey }: Population, account: number): string {
  return `acct_${opaque(seedKey, STREAM.accountId, account)}`;
}

/** Identifier of a line's API key. */
export function keyId({ seedKey }: Population, line: number): string {
  return `ak_${opaque(seedKey, STREAM.keyId, line)}`;
}

/** Identifier of an account's organisation; empty where it has none. */
export function orgId({ seedKey, accounts }: Population, account: number): string {
  const org = accounts.org[account] ?? NONE;
  return org === NONE ? '' : `org_${opaque(seedKey, STREAM.orgId, org)}`;
}

/** Token of an account's payment instrument, led by its issuer's token; empty on the free tier. */
export function instrumentId(population: Population, account: number): string {
  const { seedKey, accounts, campaignInstruments } = population;
  const instrument = accounts.instrument[account] ?? NONE;
  if (instrument === NONE) return '';
  const state = streamOf(seedKey, STREAM.instrument, instrument);
  // Four issuers of virtual cards carry 71 % of the campaign's cards, and some of everybody's.
  const virtual = draw(state, 0) / 4294967296 < (instrument < campaignInstruments ? 0.71 : 0.06);
  const issuer = virtual ? below(state, 1, 4) : 4 + below(state, 1, 60);
  const token = (mix(streamOf(seedKey, STREAM.instrument, -1) + issuer) & 0xffff)
    .toString(16)
    .padStart(4, '0');
  return `pi_${token}_${opaque(seedKey, STREAM.instrumentId, instrument)}`;
}

const FREE_MAIL = ['mail.example', 'inbox.example', 'post.example', 'webmail.test', 'letterbox.test'];

/** Domain of an account's e-mail address, in a reserved top-level domain. */
export function emailDomain(population: Population, account: number): string {
  const { seedKey, accounts } = population;
  const group = accounts.group[account] ?? 0;
  const state = streamOf(seedKey, STREAM.email, account);
  const kind = below(state, 0, 100);
  const freeMail = FREE_MAIL[below(state, 1, FREE_MAIL.length)] ?? 'mail.example';
  const domain = (prefix: string, number: number, tld: string) =>
    `${prefix}${mix(streamOf(seedKey, STREAM.email, -2) + number)
      .toString(16)
      .padStart(8, '0')}.${tld}`;
  const rank = Math.floor((draw(state, 2) / 4294967296) ** 2 * 142);
  if (group < CLUSTERS.length) {
    const lookalike = group === CLUSTER.HY05 ? 60 : 9;
    if (kind < lookalike) return domain('edu-', 5000 + (rank % 30), 'example');
    if (kind < lookalike + (100 - lookalike) * 0.5) return freeMail;
    if (kind < lookalike + (100 - lookalike) * 0.84) return domain('d', rank, 'example');
    return domain('tmp', 9000 + (rank % 24), 'invalid');
  }
  const org = accounts.org[account] ?? NONE;
  if (org !== NONE) return domain('co', 100_000 + org, 'example');
  if (kind < 84) return freeMail;
  if (kind < 87) return domain('tmp', 9000 + (rank % 24), 'invalid');
  return domain('d', 300 + (account % 20_011), 'example');
}

/** Name of an account's organisation: invented, and no word of what it does. */
export function orgName(population: Population, account: number): string {
  const org = population.accounts.org[account] ?? NONE;
  if (org === NONE) return '';
  const kind =
    GROUPS[population.accounts.group[account] ?? 0]?.contract === 'programme' ? 'Programme' : 'Organisation';
  return `${kind} ${opaque(population.seedKey, STREAM.orgId, org).slice(0, 6).toUpperCase()}`;
}
