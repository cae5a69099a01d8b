import { Container, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A page for those who are not signed in: one form in the middle. */
export function Doorstep({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container component="main" size={420} py="15vh">
      <title>{`${title} · Docket`}</title>
      <Title order={1} size="h2" mb="md">
        {title}
      </Title>
      <Paper withBorder p="lg">
        {children}
      </Paper>
    </Container>
  );
}
