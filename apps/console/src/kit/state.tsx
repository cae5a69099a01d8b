import { Badge } from '@mantine/core';

/** How a state is shown: its word and its colour, never the colour alone. */
export interface StateLook {
  label: string;
  color: string;
}

/** Where something stands. */
export function State({ of: { label, color } }: { of: StateLook }) {
  return (
    <Badge variant="light" color={color} tt="none">
      {label}
    </Badge>
  );
}

/** The states of something as the choices of a filter. */
export const choicesOf = (states: Readonly<Record<string, { label: string }>>) =>
  Object.entries(states).map(([value, { label }]) => ({ value, label }));
