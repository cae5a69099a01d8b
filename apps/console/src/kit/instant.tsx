import { Text, type TextProps } from '@mantine/core';
import { fromNow, inZone, shortly } from './time';

/**
 * An instant in the viewer's zone and how long ago it was, the shorter of both where there is little room; in UTC when
 * pointed at.
 * @param zone the authority's own, where a time is theirs
 */
export function Instant({
  at,
  zone,
  isShort = false,
  ...text
}: { at: string; zone?: string; isShort?: boolean } & TextProps) {
  const whole = inZone(at, zone);
  return (
    <Text span size="sm" {...text}>
      <time dateTime={at} title={`${whole} · ${new Date(at).toISOString()} (UTC)`}>
        {isShort ? shortly(at) : `${whole} (${fromNow(at)})`}
      </time>
    </Text>
  );
}
