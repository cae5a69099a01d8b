import { Text, type TextProps } from '@mantine/core';
import { fromNow, inZone } from './time';

/**
 * An instant: how long ago, in the viewer's zone beside it unless there is little room, and in UTC when pointed at.
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
        {isShort ? fromNow(at) : `${whole} (${fromNow(at)})`}
      </time>
    </Text>
  );
}
