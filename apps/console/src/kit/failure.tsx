import { Alert, Button, Group } from '@mantine/core';
import { ProblemError } from '../api/problem-error';
import { ProblemText } from './problem-text';

/** What stands in the place of something that could not be read: why, and how to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = ProblemError.from(error);
  return (
    <Alert color="red" title={problem.title} role="alert" m="md">
      <ProblemText problem={problem} />
      {onRetry && (
        <Group mt="sm">
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
