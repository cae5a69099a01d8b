import { Group, Paper, SimpleGrid, Text } from '@mantine/core';
import { useRead } from '../../../api/reads';
import { Loaded } from '../../../kit/loaded';

/** The rungs of attribution with the words that prose may use. @param current the rung that is meant */
export function Ladder({ current }: { current?: number }) {
  return (
    <Loaded read={useRead('/v1/attribution/terms', {})}>
      {({ rungs }) => (
        <SimpleGrid
          cols={{ base: 2, lg: 4 }}
          spacing="xs"
          component="ol"
          m={0}
          p={0}
          style={{ listStyle: 'none' }}
        >
          {rungs.map(({ rung, judgement, phrase }) => (
            <Paper
              component="li"
              key={rung}
              withBorder
              p="xs"
              aria-current={rung === current ? 'true' : undefined}
              {...(rung === current ? { bd: '2px solid var(--mantine-primary-color-filled)' } : {})}
            >
              <Group gap={6} wrap="nowrap" align="baseline">
                <Text fw={700}>{rung}</Text>
                <Text size="sm" fw={600}>
                  {judgement}
                </Text>
              </Group>
              <Text size="xs" c="dimmed">
                “{phrase}”
              </Text>
            </Paper>
          ))}
        </SimpleGrid>
      )}
    </Loaded>
  );
}
