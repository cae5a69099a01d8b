import { Button, CloseButton, Group, Paper, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { TOUR } from './steps';
import classes from './tour.module.css';
import { useTour } from './use-tour';

/** In an address, begins the tour for whoever has not been on it: `/cases/…?tour=begin`. */
const ASKED = 'tour';

/** The case that an address is of. */
export const caseOf = (pathname: string): string | undefined =>
  /^\/cases\/([0-9a-f-]{36})(\/|$)/.exec(pathname)?.[1];

/** Tells the story of a case step by step, beside its pages: they can be used meanwhile. */
export function Tour() {
  const { progress, go, end } = useTour();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = new URLSearchParams(search).has(ASKED);
  useEffect(() => {
    const caseId = caseOf(pathname);
    if (!asked || caseId === undefined) return;
    if (progress === null) go(caseId, 0);
    else void navigate(pathname, { replace: true });
  }, [asked, pathname, progress, go, navigate]);
  const at = progress?.step ?? null;
  useEffect(() => {
    if (at !== null) heading.current?.focus();
  }, [at]);
  const step = at === null ? undefined : TOUR[at];
  if (!progress || at === null || !step) return null;
  const isLast = at === TOUR.length - 1;
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') end();
    if (event.key === 'ArrowRight' && !isLast) go(progress.caseId, at + 1);
    if (event.key === 'ArrowLeft' && at > 0) go(progress.caseId, at - 1);
  };
  return (
    <Paper
      component="section"
      withBorder
      shadow="lg"
      p="md"
      className={`${classes.card} no-print`}
      aria-label="Tour of the case"
      onKeyDown={onKeyDown}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} size="h5" tabIndex={-1} ref={heading}>
          {step.title}
        </Title>
        <CloseButton size="sm" aria-label="End the tour" onClick={end} />
      </Group>
      <Text size="sm" my="xs">
        {step.text}
      </Text>
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          Step {at + 1} of {TOUR.length}
        </Text>
        <Group gap="xs">
          {at > 0 && (
            <Button size="compact-sm" variant="default" onClick={() => go(progress.caseId, at - 1)}>
              Back
            </Button>
          )}
          <Button size="compact-sm" onClick={() => (isLast ? end() : go(progress.caseId, at + 1))}>
            {isLast ? 'Done' : 'Next'}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
