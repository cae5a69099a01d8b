import { mix } from './random';

/**
 * The addresses of the replay, all from ranges reserved for tests: 100.64.0.0/10 stands for access
 * networks (homes, residential proxies, mobile carriers), 198.18.0.0/15 for data centres and offices.
 * An address is an unsigned 32-bit integer; 0 means that the platform saw none.
 */

const ACCESS = 100 * 0x1000000 + 64 * 0x10000;
const CARRIER = 100 * 0x1000000 + 127 * 0x10000;
const DATACENTRE = 198 * 0x1000000 + 18 * 0x10000;
const OFFICE = 198 * 0x1000000 + 19 * 0x10000;

/** Countries of accounts and addresses; the first four are those that campaign accounts declare. */
export const COUNTRIES = ['US', 'SG', 'JP', 'DE', 'GB', 'FR', 'IN', 'BR', 'CA', 'AU'] as const;
/** Hours from UTC of the local day, by country. */
export const COUNTRY_ZONES: readonly number[] = [-6, 8, 9, 2, 1, 2, 5, -3, -5, 10];

/** Country (index) of each /16 of 100.64.0.0/10; the last one is the mobile carriers'. */
const ACCESS_COUNTRIES: readonly number[] = Array.from(
  '0003042601705080032604901503702604083015027036090401203580670420',
  Number,
);
const DATACENTRE_COUNTRIES: readonly number[] = [0, 1, 2, 3, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0];
const SLASH16_BY_COUNTRY = COUNTRIES.map((_, country) =>
  ACCESS_COUNTRIES.flatMap((c, i) => (c === country && i < 63 ? [i] : [])),
);

/** Number of the network that announces an address: 0 to 63 access, 64 to 79 data centre and office. */
export function networkOf(address: number): number {
  return address >= DATACENTRE ? 64 + ((address - DATACENTRE) >>> 13) : (address - ACCESS) >>> 16;
}

/** Autonomous system and country of every network, by its number. */
export const NETWORKS: readonly { readonly asn: number; readonly country: string }[] = Array.from(
  { length: 80 },
  (_, n) =>
    n < 64
      ? { asn: 65536 + (n % 16), country: COUNTRIES[ACCESS_COUNTRIES[n] ?? 0] ?? 'US' }
      : { asn: 64496 + (n - 64), country: COUNTRIES[DATACENTRE_COUNTRIES[n - 64] ?? 0] ?? 'US' },
);

/** A household's address in a country, from a hash. */
export function homeAddress(country: number, hash: number): number {
  const blocks = SLASH16_BY_COUNTRY[country] ?? [0];
  return ACCESS + (blocks[(hash >>> 16) % blocks.length] ?? 0) * 0x10000 + (mix(hash) & 0xffff);
}

/**
 * Exit `index` of a cluster's residential proxies: eight to a /24, all in networks of six autonomous
 * systems, among the homes of ordinary customers.
 */
export function residentialExit(key: number, cluster: number, index: number): number {
  const block = mix(key + cluster * 0x10001 + (index >>> 3) * 7919);
  const network = ((cluster * 2 + ((block >>> 4) % 6)) & 15) + 16 * ((block >>> 10) & 3);
  const slash16 = Math.min(62, network);
  return ACCESS + slash16 * 0x10000 + (block >>> 24) * 256 + (1 + (mix(block + index) % 254));
}

/** Exit `index` of a cluster's rented servers, 160 to a /24. */
export function datacentreExit(cluster: number, index: number): number {
  return DATACENTRE + (cluster * 32 + (Math.floor(index / 160) % 32)) * 256 + 1 + (index % 160);
}

/** Exit `index` of the mobile carriers, shared by their customers and by the campaign's mobile proxies. */
export function carrierExit(index: number): number {
  return CARRIER + (index >>> 7) * 256 + 1 + (index & 127);
}

/** Egress `index` of the corporate zero-trust proxy: in a /24 where HY-02 rents servers too. */
export function corporateExit(index: number): number {
  return DATACENTRE + 32 * 256 + 200 + index;
}

/** Address `index` of an office, a campus, a venue or a VPN provider, all in 198.19.0.0/16. */
export function officeAddress(index: number): number {
  return OFFICE + (index & 0xffff);
}

/** Dotted text of an address. */
export function addressText(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
