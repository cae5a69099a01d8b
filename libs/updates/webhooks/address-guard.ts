import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A webhook's name stands for an address that Docket does not call. */
export class RefusedAddressError extends Error {}

const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether Docket may call this address: the public internet only, so that a webhook reaches nothing inside the lab's
 * network or its cloud's metadata service; this machine only where the installation says so.
 */
export function mayCall(address: string, allowsLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'loopback') return allowsLoopback;
  if (range !== 'unicast') return false;
  // What was set aside since (site-local, IPv4-compatible) is none of the ranges that the library knows.
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}

/**
 * What is wrong with a URL before anything is resolved; undefined when nothing is.
 * The URL's own parser brings `0x7f.1` and the like to the usual form first.
 */
export function faultOf(text: string, allowsLoopback: boolean): string | undefined {
  if (!URL.canParse(text)) return 'is not a URL';
  const url = new URL(text);
  const host = hostOf(url);
  const isLocal = /(^|\.)localhost$/.test(host);
  const toHere = isLocal || (isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback');
  if (url.protocol !== 'https:' && !(allowsLoopback && toHere && url.protocol === 'http:'))
    return 'must begin with https://';
  if (url.username || url.password) return 'must not hold a user or a password';
  if (url.hash) return 'must not hold a fragment';
  if (isLocal ? !allowsLoopback : isIP(host) !== 0 && !mayCall(host, allowsLoopback))
    return 'names an address that Docket does not call';
  return undefined;
}

/**
 * Resolves a name for a connection that is being made and refuses it unless every address may be called. What is
 * checked is what is connected to, so a name that changes its address in between gains nothing.
 */
export function guardedLookup(allowsLoopback: boolean): LookupFunction {
  return (hostname: string, options: LookupOptions, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return done(error, '', 0);
      const refused = addresses.find(({ address }) => !mayCall(address, allowsLoopback));
      if (refused || addresses.length === 0)
        return done(
          new RefusedAddressError(`${hostname} stands for an address that Docket does not call.`),
          '',
          0,
        );
      if (options.all) return done(null, addresses);
      return done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

/** An IPv6 host without its brackets; a name without the dot at its end. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
