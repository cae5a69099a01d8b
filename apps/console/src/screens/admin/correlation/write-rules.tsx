import { Alert, Button, Group, Table, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, asRead, type View } from '../../../api/client';
import { inWords } from '../../../kit/chips';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { Rows } from '../../../kit/rows';

type RuleSet = View<'RuleSetView'>;
type Rule = RuleSet['rules'][number];

const numberOr = <T,>(text: string, otherwise: T): number | T =>
  text.trim() === '' ? otherwise : Number(text);

/** Writes new rules, and tries them on recent alerts before they come into force. */
export function WriteRules({ of, onClose }: { of: RuleSet; onClose: () => void }) {
  const form = useForm({ attachAt: String(of.attachAt), proposeAt: String(of.proposeAt), reason: '' });
  const [rules, setRules] = useState<Rule[]>(of.rules);
  const { attachAt, proposeAt, reason } = form.values;
  const body = { rules, attachAt: Number(attachAt), proposeAt: Number(proposeAt) };
  const trial = useAct({
    act: () => answerOf(api.POST('/v1/correlation/rules/trial', { body })),
    touches: [],
    isQuiet: true,
  });
  const write = useAct({
    act: () =>
      answerOf(
        api.POST('/v1/correlation/rules', { params: { header: asRead(of) }, body: { ...body, reason } }),
      ),
    touches: ['/v1/correlation'],
    done: ({ version }) => `Version ${version} is in force for alerts from now on.`,
    isQuiet: true,
  });
  const set = (at: number, change: Partial<Rule>): void => {
    trial.reset();
    setRules((all) => all.map((rule, place) => (place === at ? { ...rule, ...change } : rule)));
  };
  const fault = (at: number, member: string): string | undefined =>
    form.problem?.fault(`rules/${at}/${member}`);
  return (
    <FormDialog
      title="Write new rules"
      act="Put them in force"
      size="xl"
      isPending={write.isPending}
      problem={form.problem}
      fields={['rules', 'attachAt', 'proposeAt', 'reason']}
      onClose={onClose}
      onSubmit={() => {
        form.refuse(undefined);
        write.mutate(undefined, { onSuccess: onClose, onError: form.refuse });
      }}
    >
      <Table aria-label="Rules">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Shared</Table.Th>
            <Table.Th>Points</Table.Th>
            <Table.Th>Not counted when shared by more than</Table.Th>
            <Table.Th>Seen within, days</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule, at) => (
            <Table.Tr key={rule.kind}>
              <Table.Th scope="row">{inWords(rule.kind)}</Table.Th>
              {(['points', 'commonAbove', 'windowDays'] as const).map((member) => (
                <Table.Td key={member}>
                  <TextInput
                    size="xs"
                    inputMode="numeric"
                    aria-label={`${inWords(rule.kind)}: ${MEMBERS[member]}`}
                    value={rule[member] ?? ''}
                    error={fault(at, member)}
                    onChange={({ currentTarget: { value } }) =>
                      set(at, {
                        [member]: member === 'points' ? numberOr(value, 0) : numberOr(value, null),
                      })
                    }
                  />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group grow align="flex-start">
        {(['attachAt', 'proposeAt'] as const).map((name) => (
          <TextInput
            key={name}
            label={THRESHOLDS[name]}
            required
            inputMode="numeric"
            {...form.field(name)}
            onChange={({ currentTarget: { value } }) => {
              // What was tried is not what would be put in force any more.
              trial.reset();
              form.set(name, value);
            }}
          />
        ))}
      </Group>
      <Group>
        <Button
          variant="default"
          loading={trial.isPending}
          onClick={() => {
            form.refuse(undefined);
            trial.mutate(undefined, { onError: form.refuse });
          }}
        >
          Try them on recent alerts
        </Button>
      </Group>
      {trial.data && <Trial of={trial.data} />}
      <Textarea
        label="Why they are changed"
        required
        data-autofocus
        autosize
        minRows={2}
        {...form.field('reason')}
      />
    </FormDialog>
  );
}

const THRESHOLDS = {
  attachAt: 'Comes in by itself from, points',
  proposeAt: 'Is proposed from, points',
} as const;
const MEMBERS = {
  points: 'points',
  commonAbove: 'not counted when shared by more than',
  windowDays: 'seen within, days',
} as const;

/** What would have become of recent alerts. Nothing is changed by a trial. */
function Trial({ of }: { of: View<'TrialView'> }) {
  const { alerts, changed, inForce, tried } = of;
  return (
    <Alert
      color={changed === 0 ? 'gray' : 'blue'}
      role="status"
      title={
        changed === 0
          ? `Nothing would be otherwise for the latest ${alerts.toLocaleString('en')} alerts`
          : `${changed.toLocaleString('en')} of the latest ${alerts.toLocaleString('en')} alerts would go elsewhere`
      }
    >
      <Rows
        label="Outcomes"
        heads={['Rules', 'Into a case by itself', 'Proposed', 'Left alone']}
        rows={[
          { id: 'inForce', cells: ['In force', inForce.attached, inForce.proposed, inForce.leftAlone] },
          { id: 'tried', cells: ['Tried', tried.attached, tried.proposed, tried.leftAlone] },
        ]}
      />
    </Alert>
  );
}
