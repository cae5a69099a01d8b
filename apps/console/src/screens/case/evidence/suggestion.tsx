import { Badge, Group, List, Text } from '@mantine/core';
import type { View } from '../../../api/client';
import { FAMILY_NAMES } from './analyzer-names';
import { State, type StateLook } from '../../../kit/state';

export type Suggestion = NonNullable<View<'WeighedAccountView'>['suggestion']>;
export type Tier = View<'CandidateView'>['tier'];

const SUGGESTIONS: Record<Suggestion, StateLook> = {
  confirm: { label: 'Confirm', color: 'red' },
  review: { label: 'Look at it', color: 'yellow' },
  clear: { label: 'Clear', color: 'green' },
};
const TIERS: Record<Tier, StateLook> = {
  ban: { label: 'Ban', color: 'red' },
  review: { label: 'Review', color: 'yellow' },
  look_alike: { label: 'Look-alike', color: 'gray' },
};

export const suggestionName = (of: Suggestion): string => SUGGESTIONS[of].label;
export const tierName = (of: Tier): string => TIERS[of].label;

/** What the evidence suggests; a person decides. */
export function SuggestionBadge({ of }: { of: Suggestion | null }) {
  if (of === null)
    return (
      <Text span size="sm" c="dimmed">
        –
      </Text>
    );
  return (
    <Badge variant="outline" color={SUGGESTIONS[of].color} c="inherit" tt="none">
      {SUGGESTIONS[of].label}
    </Badge>
  );
}

/** How sure it is that somebody outside the case belongs in. */
export function TierBadge({ of }: { of: Tier }) {
  return <State of={TIERS[of]} />;
}

/** Kinds of evidence that speak for something. */
export function Families({ of }: { of: readonly string[] }) {
  return (
    <Group gap={4} wrap="nowrap">
      {of.map((family) => (
        <Badge key={family} size="sm" variant="default" tt="none" fw={500}>
          {FAMILY_NAMES[family] ?? family}
        </Badge>
      ))}
    </Group>
  );
}

/** Why, in sentences. */
export function Because({ of }: { of: readonly string[] }) {
  return (
    <List size="sm" spacing={2}>
      {of.map((why) => (
        <List.Item key={why}>{why}</List.Item>
      ))}
    </List>
  );
}
