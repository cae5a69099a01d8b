import { NavLink, Text } from '@mantine/core';
import { useId } from 'react';
import { Link, useLocation } from 'react-router';
import classes from './areas.module.css';
import { type Area, type AreaGroup, flat } from './nav';
import { paths } from './paths';

/** The areas in their groups, each with its parts while somebody is in it. */
export function Areas({ groups }: { groups: readonly AreaGroup[] }) {
  return groups.map((group) => <Group key={group.label} of={group} />);
}

function Group({ of }: { of: AreaGroup }) {
  const id = useId();
  return (
    <>
      <Text id={id} size="xs" fw={600} c="dimmed" className={classes.heading}>
        {of.label}
      </Text>
      <ul className={classes.list} aria-labelledby={id}>
        {of.areas.map((area) => (
          <Entry key={area.to} of={area} />
        ))}
      </ul>
    </>
  );
}

function Entry({ of }: { of: Area }) {
  const { pathname } = useLocation();
  const isHere = lies(pathname, of.to);
  const parts = flat([of]).some(({ to }) => lies(pathname, to)) ? (of.parts ?? []) : [];
  return (
    <li>
      <NavLink
        component={Link}
        to={of.to}
        label={of.label}
        className={classes.link}
        active={isHere}
        aria-current={isHere ? 'page' : undefined}
      />
      {parts.length > 0 && (
        <ul className={`${classes.list} ${classes.parts}`} aria-label={`Beside the ${of.label}`}>
          {parts.map((part) => (
            <Entry key={part.to} of={part} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Whether a page is an area's own or lies below it. */
const lies = (pathname: string, to: string): boolean =>
  pathname === to || (to !== paths.home && pathname.startsWith(`${to}/`));
