/**
 * The neighbourhood of an address as a number: the first 24 bits of an IPv4 address, or the first 48 of an IPv6 one
 * marked by the highest bit; 0 where there is no address. Numbers group several times faster than their texts. The sums
 * beside the rows are by it (ADR 0041), so its text is part of the table: whoever changes it makes another projection.
 */
export const NETWORK_KEY = `if(position(assumeNotNull(ip), ':') = 0,
  toUInt64(bitShiftRight(IPv4StringToNumOrDefault(assumeNotNull(ip)), 8)),
  bitOr(reinterpretAsUInt64(substring(IPv6StringToNumOrDefault(if(position(assumeNotNull(ip), ':') = 0, '::', assumeNotNull(ip))), 1, 6)), 9223372036854775808))`;

/** The neighbourhood of a `NETWORK_KEY` as people write it: `198.18.3.0/24`, or a /48 in IPv6. */
export const networkText = (key: string): string =>
  `if(${key} < 9223372036854775808, concat(IPv4NumToString(toUInt32(bitShiftLeft(${key}, 8))), '/24'),
  concat(IPv6NumToString(toFixedString(rightPad(reinterpretAsString(bitXor(${key}, 9223372036854775808)), 16, '\\0'), 16)), '/48'))`;
