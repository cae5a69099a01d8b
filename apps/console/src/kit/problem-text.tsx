import { Anchor, List, Text } from '@mantine/core';
import type { ProblemError } from '../api/problem-error';

/** A problem in words, with what to give an administrator who is to look into it. */
export function ProblemText({ problem }: { problem: ProblemError }) {
  const { detail, errors, slug, id, status } = problem;
  return (
    <>
      <Text size="sm">{detail}</Text>
      {errors.length > 1 && (
        <List size="sm">
          {errors.slice(0, 10).map(({ pointer, detail: wrong }) => (
            <List.Item key={pointer}>
              <code>{pointer}</code> {wrong}
            </List.Item>
          ))}
        </List>
      )}
      {status > 0 && (
        <Text size="xs" c="dimmed">
          <Anchor href={`/problems/${slug}`} size="xs" underline="always" c="inherit">
            {slug}
          </Anchor>
          {id && <> · request {id}</>}
        </Text>
      )}
    </>
  );
}
