import { Button, Group, Progress, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Failure } from '../../../kit/failure';
import { bytes } from '../../../kit/numbers';
import { upload } from './upload';

/** Sends the bytes of an import, shows how far it is, and goes on when it was cut. */
export function Uploader({ importId, file, onDone }: { importId: string; file: File; onDone: () => void }) {
  const [sent, setSent] = useState(0);
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    const ending = new AbortController();
    upload(importId, file, { signal: ending.signal, tell: setSent }).then(
      () => done.current(),
      (reason: unknown) => {
        if (!ending.signal.aborted) setError(reason);
      },
    );
    return () => ending.abort();
  }, [importId, file, tries]);
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm" role="status">
          {bytes(sent)} of {bytes(file.size)} of {file.name} are sent
        </Text>
        {error !== undefined && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setError(undefined);
              setTries(tries + 1);
            }}
          >
            Go on
          </Button>
        )}
      </Group>
      <Progress
        value={file.size > 0 ? (100 * sent) / file.size : 0}
        aria-label={`${bytes(sent)} of ${bytes(file.size)} are sent`}
      />
      {error !== undefined && <Failure error={error} />}
    </div>
  );
}
