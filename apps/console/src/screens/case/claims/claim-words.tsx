import { Button, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useRead } from '../../../api/reads';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';
import { type Claim, figure, QUALIFIER_CHOICES, type Qualifier } from '../../../kit/claim-terms';

/** The words of a claim: what letters may say. */
export function ClaimWords({ of }: { of: Claim }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay('claims.edit') && of.allowedActs.includes('phrase');
  return (
    <Section
      title="Words"
      actions={
        mayEdit && (
          <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
            {of.phrase ? 'Choose other words…' : 'Choose words…'}
          </Button>
        )
      }
    >
      {of.phrase ? (
        <Text>“{of.phrase.text}”</Text>
      ) : (
        <Text size="sm" c="dimmed">
          No words are chosen yet. A claim needs words that are true of its value before it is approved.
        </Text>
      )}
      {isOpen && <ChooseWords of={of} onClose={() => setOpen(false)} />}
    </Section>
  );
}

type Phrase = View<'PhraseView'>;

/** Offers words that are true of the value; others can be written, and the API says whether they are true. */
function ChooseWords({ of, onClose }: { of: Claim; onClose: () => void }) {
  const read = useRead('/v1/claims/{id}/phrasings', { path: { id: of.id } });
  const [picked, setPicked] = useState('0');
  const form = useForm({ qualifier: 'nearly', rounded: '' });
  const isOwn = picked === 'own';
  const choose = useAct({
    act: ({ qualifier, rounded }: Pick<Phrase, 'qualifier' | 'rounded'>) =>
      answerOf(
        api.POST('/v1/claims/{id}/phrase', {
          params: { path: { id: of.id } },
          body: { qualifier, rounded, unit: of.unit },
        }),
      ),
    touches: ['/v1/claims', '/v1/cases/{id}/claims'],
    done: ({ phrase }) => `Letters will say “${phrase?.text}”.`,
    isQuiet: true,
  });
  const own = {
    qualifier: form.values.qualifier as Qualifier,
    rounded: form.values.rounded.replace(/[\s,]/g, ''),
  };
  return (
    <FormDialog
      title={`Words for ${figure(of.value)}`}
      size="lg"
      act="Use these words"
      isPending={choose.isPending}
      problem={form.problem}
      onSubmit={() => {
        form.refuse(undefined);
        const chosen = isOwn ? own : read.data?.[Number(picked)];
        if (chosen) choose.mutate(chosen, { onSuccess: onClose, onError: form.refuse });
      }}
      onClose={onClose}
    >
      <Loaded read={read}>
        {(phrases) => (
          <Radio.Group label="These are true of the value" value={picked} onChange={setPicked}>
            <Stack gap={6} mt={4}>
              {phrases.map(({ text }, at) => (
                <Radio key={text} value={String(at)} label={text} />
              ))}
              <Radio value="own" label="Others" />
            </Stack>
          </Radio.Group>
        )}
      </Loaded>
      {isOwn && (
        <Group align="flex-start">
          <Select
            label="Qualifier"
            data={QUALIFIER_CHOICES}
            allowDeselect={false}
            {...form.choice('qualifier')}
          />
          <TextInput
            label="Rounded value"
            placeholder={of.value ?? ''}
            {...form.field('rounded')}
            error={form.problem?.fault('phrase/rounded') ?? form.problem?.fault('rounded')}
          />
        </Group>
      )}
    </FormDialog>
  );
}
