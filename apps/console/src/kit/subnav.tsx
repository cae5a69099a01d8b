import { Link, useLocation } from 'react-router';
import classes from './subnav.module.css';

/** The parts of a page, each at an address of its own below that of the first. */
export function SubNav({ label, parts }: { label: string; parts: readonly { label: string; to: string }[] }) {
  const { pathname } = useLocation();
  const current = parts
    .map(({ to }) => to)
    .filter((to) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.length - a.length)[0];
  return (
    <nav aria-label={label} className={`${classes.nav} no-print`}>
      {parts.map(({ label: name, to }) => (
        <Link key={to} to={to} className={classes.link} aria-current={current === to ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
