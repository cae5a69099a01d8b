import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';

/** Whether somebody has gone from one page to another yet; the first one keeps the browser's own focus. */
let isFirst = true;

/** Where a page lies: the pages above it. */
export interface Crumb {
  label: string;
  to: string;
}

/**
 * A page: its title in the window and as its heading, the way to it, and what can be done on it. The heading takes the
 * focus when the page is gone to, so that a screen reader says where one is and the keyboard begins there.
 */
export function Page(props: {
  title: string;
  /** What stands in the place of the plain heading, such as one that can be edited. */
  heading?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, heading, crumbs = [], actions, children } = props;
  const ref = useRef<HTMLHeadingElement>(null);
  // Before anything can be pressed on it: later it would take the focus from the list that a key has just gone to.
  useLayoutEffect(() => {
    if (!isFirst) ref.current?.focus();
    isFirst = false;
  }, []);
  return (
    <Stack gap="sm">
      <title>{`${title} · Docket`}</title>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb" className="no-print">
          <Breadcrumbs>
            {crumbs.map(({ label, to }) => (
              <Anchor key={to} component={Link} to={to} size="sm" truncate maw="22rem">
                {label}
              </Anchor>
            ))}
            <Text size="sm" lh="sm" c="dimmed" truncate maw="20rem" aria-current="page">
              {title}
            </Text>
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Title order={1} size="h3" ref={ref} tabIndex={-1} miw={0} flex={1}>
          {heading ?? title}
        </Title>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
