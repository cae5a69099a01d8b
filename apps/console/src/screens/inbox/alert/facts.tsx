import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Names and what they are, one below the other. */
export function Facts({
  label,
  facts,
}: {
  label: string;
  facts: readonly { name: string; value: ReactNode }[];
}) {
  return (
    <dl className={classes.facts} aria-label={label}>
      {facts.map(({ name, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
