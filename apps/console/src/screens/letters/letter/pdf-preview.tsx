import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answerOf, api } from '../../../api/client';
import { Failure } from '../../../kit/failure';
import type { Letter } from '../letter-terms';
import classes from './letter-editor.module.css';

/** The letter as it prints: the draft as it was saved, or the very bytes that were frozen. */
export function PdfPreview({ of }: { of: Letter }) {
  const path = { id: of.id };
  const read = useQuery({
    // What a draft prints follows its figures too, which are in the document.
    queryKey: ['/v1/letters/{id}/pdf', { path }, of.frozen?.contentHash ?? JSON.stringify(of.document)],
    queryFn: ({ signal }): Promise<Blob> =>
      answerOf(api.GET('/v1/letters/{id}/pdf', { params: { path }, parseAs: 'blob', signal })),
    staleTime: Infinity,
    gcTime: 60_000,
  });
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!read.data) return undefined;
    const made = URL.createObjectURL(new Blob([read.data], { type: 'application/pdf' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [read.data]);
  if (read.error) return <Failure error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <>
      <Group gap="sm" mb={4}>
        <Anchor size="sm" href={`/v1/letters/${of.id}/pdf`} underline="always">
          Download the PDF
        </Anchor>
        <Anchor size="sm" href={`/v1/letters/${of.id}/docx`} underline="always">
          Download the Word file
        </Anchor>
        <Text size="sm" c="dimmed">
          {of.frozen ? 'The bytes that were frozen.' : 'Marked as a draft.'}
        </Text>
      </Group>
      {url ? (
        <iframe
          title={`${of.number} as it prints`}
          src={`${url}#navpanes=0&view=FitH`}
          className={classes.preview}
        />
      ) : (
        <Skeleton h={400} role="status" aria-busy="true" aria-label="The PDF is being made" />
      )}
    </>
  );
}
