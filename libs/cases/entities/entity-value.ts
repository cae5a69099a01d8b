import ipaddr from 'ipaddr.js';
import { canonicalAddress, isAddress } from '@app/alerts';
import type { EntityKind } from '../case-terms';

const NETWORK = /^([^/%]+)\/(\d{1,3})$/;
const CONTROL = /\p{Cc}/u;
/** Lengths that numbers of payment cards have. */
const CARD_NUMBER = /^\d{13,19}$/;

/** A value as the record has it, or why it cannot be one of its kind. */
export type EntityValue = { value: string } | { fault: string };

/** The one spelling of a value that a person gives. The values of alerts have the same, so that the two meet. */
export function entityValue(kind: EntityKind, given: string): EntityValue {
  const value = given.trim();
  if (value === '') return { fault: 'must hold more than blanks' };
  switch (kind) {
    case 'address':
      return addressOf(value);
    case 'instrument':
      return isCardNumber(value.replaceAll(/[ -]/g, ''))
        ? { fault: 'looks like the number of a payment card; give its token' }
        : tokenOf(value);
    case 'fingerprint':
    case 'template':
      return tokenOf(value);
  }
}

/**
 * The spelling by which a value is looked for: of an address the one that the record has. Alerts may have brought what
 * nobody could add, and that is found as it is.
 */
export function spellingOf(kind: EntityKind, given: string): string {
  const read = kind === 'address' ? entityValue(kind, given) : { value: given };
  return 'value' in read ? read.value : given;
}

function tokenOf(value: string): EntityValue {
  return CONTROL.test(value) ? { fault: 'must not have control characters' } : { value };
}

/** An IP address, or a network by its first address: what is behind the prefix says nothing. @see RFC 4632, RFC 5952 */
function addressOf(value: string): EntityValue {
  if (isAddress(value)) return { value: canonicalAddress(value) };
  const [, base = '', prefix = ''] = NETWORK.exec(value) ?? [];
  const fault = 'must be an IP address or a network such as 192.0.2.0/24';
  if (!isAddress(base)) return { fault };
  const parsed = ipaddr.parse(base);
  const length = Number(prefix);
  const whole = parsed.kind() === 'ipv4' ? 32 : 128;
  if (length > whole) return { fault };
  if (length === whole) return { value: canonicalAddress(base) };
  const network =
    parsed.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${base}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${base}/${length}`);
  return { value: `${network.toString()}/${length}` };
}

/** Whether it has the length and the check digit of a card number. @see ISO/IEC 7812-1, annex B */
function isCardNumber(digits: string): boolean {
  if (!CARD_NUMBER.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
