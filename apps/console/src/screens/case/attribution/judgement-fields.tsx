import { Button, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { View } from '../../../api/client';
import { usePages, useRead } from '../../../api/reads';
import { inWords } from '../../../kit/chips';
import { inZone } from '../../../kit/time';

type Evidence = NonNullable<View<'MakeJudgement'>['evidence']>[number];
type Alternative = NonNullable<View<'MakeJudgement'>['alternatives']>[number];
type Grades = Pick<View<'AttributionTermsView'>, 'families' | 'reliability' | 'credibility'>;

/** Puts another in the place of one, or takes it out. */
const without = <T,>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at);
const replaced = <T,>(list: readonly T[], at: number, by: T): T[] =>
  list.map((item, index) => (index === at ? by : item));

/** What of the case a judgement can rest on: findings, files, what sources say, alerts. */
function useGrounds(caseId: string): { value: string; label: string }[] {
  const path = { id: caseId };
  const findings = useRead('/v1/cases/{id}/findings', { path });
  const files = usePages('/v1/cases/{id}/evidence', { path, query: { limit: 100 } });
  const assertions = useRead('/v1/cases/{id}/assertions', { path, query: {} });
  const alerts = usePages('/v1/cases/{id}/alerts', { path, query: { limit: 100 } });
  return [
    ...(findings.data ?? []).map((of) => ({
      value: `finding ${of.id}`,
      label: `Finding: ${of.question} (${inZone(of.finishedAt)})`,
    })),
    ...(files.data?.pages.flatMap(({ items }) => items) ?? []).map((of) => ({
      value: `evidence ${of.id}`,
      label: `File: ${of.name}`,
    })),
    ...(assertions.data ?? [])
      .flatMap((matter) => matter.assertions)
      .map((of) => ({
        value: `assertion ${of.id}`,
        label: `Source: ${of.source.publisher}, ${of.statement}`,
      })),
    ...(alerts.data?.pages.flatMap(({ items }) => items) ?? []).map((of) => ({
      value: `alert ${of.alertId}`,
      label: `Alert: ${of.title}`,
    })),
  ];
}

/** What a judgement rests on, each with the family that it belongs to and its grade. */
export function EvidenceField(props: {
  caseId: string;
  terms: Grades;
  value: Evidence[];
  onChange: (value: Evidence[]) => void;
}) {
  const { caseId, terms, value, onChange } = props;
  const grounds = useGrounds(caseId);
  const { families, reliability, credibility } = terms;
  const change = (at: number, by: Partial<Evidence>): void =>
    onChange(value.map((item, index) => (index === at ? { ...item, ...by } : item)));
  return (
    <Fieldset legend="What it rests on">
      <Stack gap="sm">
        {value.map((item, at) => (
          <Group key={at} align="flex-end" gap="xs">
            <Select
              label="Evidence"
              flex="2 1 16rem"
              searchable
              allowDeselect={false}
              data={grounds}
              value={`${item.kind} ${item.refId}`}
              onChange={(chosen) => {
                const [kind, refId] = (chosen ?? ' ').split(' ');
                change(at, { kind: kind as Evidence['kind'], refId: refId ?? '' });
              }}
            />
            <Select
              label="Family"
              w={140}
              allowDeselect={false}
              data={families.map((family) => ({ value: family, label: inWords(family) }))}
              value={item.family}
              onChange={(family) => change(at, { family: family as Evidence['family'] })}
            />
            <Select
              label="Source"
              w={190}
              allowDeselect={false}
              data={reliability.map(({ grade, meaning }) => ({
                value: grade,
                label: `${grade}: ${meaning}`,
              }))}
              value={item.reliability}
              onChange={(grade) => change(at, { reliability: grade as Evidence['reliability'] })}
            />
            <Select
              label="What it says"
              w={190}
              allowDeselect={false}
              data={credibility.map(({ grade, meaning }) => ({
                value: grade,
                label: `${grade}: ${meaning}`,
              }))}
              value={String(item.credibility)}
              onChange={(grade) => change(at, { credibility: Number(grade) })}
            />
            <TextInput
              label="What it shows"
              flex="2 1 14rem"
              value={item.note ?? ''}
              onChange={(event) => change(at, { note: event.currentTarget.value })}
            />
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={`Take out evidence ${at + 1}`}
              onClick={() => onChange(without(value, at))}
            >
              Take out
            </Button>
          </Group>
        ))}
        {grounds.length === 0 ? (
          <Text size="sm" c="dimmed">
            The case has no finding, file, source or alert yet that a judgement could rest on.
          </Text>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            w="fit-content"
            onClick={() => {
              const [kind, refId] = grounds[0]!.value.split(' ');
              const first = { kind: kind as Evidence['kind'], refId: refId!, note: '' };
              onChange([...value, { ...first, family: families[0]!, reliability: 'F', credibility: 6 }]);
            }}
          >
            Add evidence
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

/** Other explanations that were considered. */
export function AlternativesField(props: {
  usual: string[];
  value: Alternative[];
  onChange: (value: Alternative[]) => void;
}) {
  const { usual, value, onChange } = props;
  const left = usual.filter((hypothesis) => !value.some((of) => of.hypothesis === hypothesis));
  return (
    <Fieldset legend="Other explanations that were considered">
      <Stack gap="sm">
        {value.map((item, at) => (
          <Group key={at} align="flex-end" gap="xs">
            <TextInput
              label="Explanation"
              flex="1 1 14rem"
              value={item.hypothesis}
              onChange={(event) =>
                onChange(replaced(value, at, { ...item, hypothesis: event.currentTarget.value }))
              }
            />
            <TextInput
              label="Why it is less likely, or cannot be ruled out"
              flex="2 1 18rem"
              value={item.assessment}
              onChange={(event) =>
                onChange(replaced(value, at, { ...item, assessment: event.currentTarget.value }))
              }
            />
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={`Take out explanation ${at + 1}`}
              onClick={() => onChange(without(value, at))}
            >
              Take out
            </Button>
          </Group>
        ))}
        <Group gap="xs">
          {left.map((hypothesis) => (
            <Button
              key={hypothesis}
              size="compact-xs"
              variant="default"
              onClick={() => onChange([...value, { hypothesis, assessment: '' }])}
            >
              + {hypothesis}
            </Button>
          ))}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onChange([...value, { hypothesis: '', assessment: '' }])}
          >
            + Another
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
