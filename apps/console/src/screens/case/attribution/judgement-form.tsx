import { Button, Group, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { inWords } from '../../../kit/chips';
import { Failure } from '../../../kit/failure';
import { useForm } from '../../../kit/form';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { Unsaved } from '../../../kit/unsaved';
import { AlternativesField, EvidenceField } from './judgement-fields';
import type { Judgement } from './judgement-terms';

type Body = View<'MakeJudgement'>;

/** Words a judgement, or words one anew. It may lack what a review needs: the page then says what. */
export function JudgementForm(props: { caseId: string; of?: Judgement; onEnd: (id?: string) => void }) {
  const { caseId, of, onEnd } = props;
  const terms = useRead('/v1/attribution/terms', {});
  const form = useForm({
    rung: String(of?.rung ?? 1),
    party: of?.party?.name ?? '',
    aliases: of?.party?.aliases.join(', ') ?? '',
    statement: of?.statement ?? '',
    likelihood: of?.likelihood ?? 'likely',
    confidence: of?.confidence ?? 'low',
    wouldChange: of?.wouldChange ?? '',
  });
  const [evidence, setEvidence] = useState<NonNullable<Body['evidence']>>(of?.evidence ?? []);
  const [alternatives, setAlternatives] = useState<NonNullable<Body['alternatives']>>(of?.alternatives ?? []);
  const [isTouched, setTouched] = useState(false);
  const { rung, party, aliases, statement, likelihood, confidence, wouldChange } = form.values;
  const save = useAct({
    act: () => {
      const others = aliases
        .split(',')
        .map((alias) => alias.trim())
        .filter(Boolean);
      const entity = of?.party?.entity;
      const body = {
        rung: Number(rung),
        party: party.trim() ? { name: party.trim(), aliases: others, ...(entity ? { entity } : {}) } : null,
        statement,
        likelihood: likelihood as Body['likelihood'],
        confidence: confidence as Body['confidence'],
        evidence,
        alternatives,
        wouldChange,
      };
      return of
        ? answerOf(
            api.PATCH('/v1/judgements/{id}', {
              params: { path: { id: of.id }, header: { 'if-match': `"${of.version}"` } },
              body,
            }),
          )
        : answerOf(api.POST('/v1/cases/{id}/judgements', { params: { path: { id: caseId } }, body }));
    },
    touches: ['/v1/judgements', '/v1/cases/{id}/judgements'],
    done: ({ number }) => `Judgement ${number} is kept.`,
    isQuiet: true,
  });
  return (
    <Section title={of ? `Judgement ${of.number}, worded anew` : 'Judge who is behind it'}>
      <Loaded read={terms}>
        {({ rungs, likelihoods, confidences, alternatives: usual, ...grades }) => (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              form.refuse(undefined);
              save.mutate(undefined, { onSuccess: ({ id }) => onEnd(id), onError: form.refuse });
            }}
          >
            <Stack gap="md" maw="60rem">
              <Radio.Group
                label="Rung"
                description="Go no higher than the evidence does."
                value={rung}
                onChange={(value) => form.set('rung', value)}
                error={form.problem?.fault('rung')}
              >
                <Stack gap={6} mt={4}>
                  {rungs.map(({ rung: at, judgement, phrase }) => (
                    <Radio
                      key={at}
                      value={String(at)}
                      label={`${at}. ${judgement}`}
                      description={`“${phrase}”`}
                    />
                  ))}
                </Stack>
              </Radio.Group>
              <Group grow align="flex-start">
                <TextInput label="Who" description="Nobody is named on rung 1." {...form.field('party')} />
                <TextInput
                  label="Other names"
                  description="By which prose may call them, separated by commas."
                  {...form.field('aliases')}
                />
              </Group>
              <Textarea label="Judgement" required autosize minRows={2} {...form.field('statement')} />
              <Group grow align="flex-start">
                <Select
                  label="How likely it is"
                  description="That the judgement is true."
                  allowDeselect={false}
                  data={likelihoods.map(({ name, words, from, to }) => ({
                    value: name,
                    label: `${inWords(words)} (${from} to ${to} %)`,
                  }))}
                  {...form.choice('likelihood')}
                />
                <Select
                  label="Confidence in the sources"
                  description="With the families of evidence that it needs where somebody is named."
                  allowDeselect={false}
                  data={confidences.map(({ level, families }) => ({
                    value: level,
                    label: `${inWords(level)} (${families === 1 ? 'one family' : `${families} families`})`,
                  }))}
                  {...form.choice('confidence')}
                />
              </Group>
              <EvidenceField
                caseId={caseId}
                terms={grades}
                value={evidence}
                onChange={(next) => {
                  setTouched(true);
                  setEvidence(next);
                }}
              />
              <AlternativesField
                usual={usual}
                value={alternatives}
                onChange={(next) => {
                  setTouched(true);
                  setAlternatives(next);
                }}
              />
              <Textarea label="What would change it" autosize minRows={2} {...form.field('wouldChange')} />
              {form.problem && <Failure error={form.problem} />}
              <Group>
                <Button type="submit" loading={save.isPending}>
                  {of ? 'Save the wording' : 'Keep as a draft'}
                </Button>
                <Button variant="default" onClick={() => onEnd()}>
                  Cancel
                </Button>
              </Group>
            </Stack>
            <Unsaved isAt={(form.isChanged || isTouched) && !save.isPending && !save.isSuccess} />
          </form>
        )}
      </Loaded>
    </Section>
  );
}
