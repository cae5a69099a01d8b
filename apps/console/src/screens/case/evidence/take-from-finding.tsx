import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act';
import { answerOf, api, type View } from '../../../api/client';
import { useMay } from '../../../api/me';
import { useForm } from '../../../kit/form';
import { FormDialog } from '../../../kit/form-dialog';
import { many } from '../../../kit/numbers';
import { useCase } from '../../../kit/use-case';
import { saidOfShares } from '../accounts/share-dialog';
import { undoAccountAct } from '../accounts/undo-account-act';
import { saidOfListed, unlist } from '../accounts/unlist';
import { ANALYZER_TITLES } from './analyzer-names';
import { resultOf } from './results/shapes';
import { type Suggestion, suggestionName } from './suggestion';

type Finding = View<'FindingView'>;
interface Taking {
  of: Finding;
  onClose: () => void;
}

/** What a finding says of accounts, taken into its case. */
export function TakeFromFinding({ of }: { of: Finding }) {
  const { data: its } = useCase();
  const isOpen = its?.isOpen === true;
  const mayEdit = useMay('cases.edit') && isOpen;
  const mayAssess = useMay('cases.assess') && isOpen;
  const [asked, setAsked] = useState<'accounts' | 'shares'>();
  const close = (): void => setAsked(undefined);
  return (
    <>
      {mayEdit && of.takes.includes('accounts') && (
        <Button size="xs" variant="default" onClick={() => setAsked('accounts')}>
          Take its accounts…
        </Button>
      )}
      {mayAssess && of.takes.includes('shares') && (
        <Button size="xs" variant="default" onClick={() => setAsked('shares')}>
          Take its shares…
        </Button>
      )}
      {asked === 'accounts' && <TakeAccounts of={of} onClose={close} />}
      {asked === 'shares' && <TakeShares of={of} onClose={close} />}
    </>
  );
}

function TakeAccounts({ of, onClose }: Taking) {
  const which = useWhich(of);
  const take = useAct({
    act: () => answerOf(api.POST('/v1/findings/{id}/accounts', which.request)),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
    done: saidOfListed,
    undo: ({ addedAt }) => unlist(of.caseId, addedAt),
  });
  return (
    <FormDialog
      title="Take accounts of the finding into its case"
      act={`Add ${many(which.accounts, 'account')}`}
      isPending={take.isPending}
      problem={which.form.problem}
      onSubmit={() => take.mutate(undefined, { onSuccess: onClose, onError: which.form.refuse })}
      onClose={onClose}
    >
      <Text size="sm">
        They come from “{ANALYZER_TITLES[of.analyzer]}” as suspected: a suggestion is no verdict. Those that
        are in the case already keep theirs.
      </Text>
      <Which of={of} which={which} />
    </FormDialog>
  );
}

function TakeShares({ of, onClose }: Taking) {
  const which = useWhich(of);
  const take = useAct({
    act: () => answerOf(api.POST('/v1/findings/{id}/shares', which.request)),
    touches: ['/v1/cases/{id}'],
    isQuiet: true,
    done: saidOfShares,
    undo: ({ actId }) => undoAccountAct(of.caseId, actId),
  });
  return (
    <FormDialog
      title="Take shares of traffic of the finding into its case"
      act={`Take the shares of ${many(which.accounts, 'account')}`}
      isPending={take.isPending}
      problem={which.form.problem}
      onSubmit={() => take.mutate(undefined, { onSuccess: onClose, onError: which.form.refuse })}
      onClose={onClose}
    >
      <Text size="sm">
        From “{ANALYZER_TITLES[of.analyzer]}”: of each account how much of its exchanges is in template
        families of the campaign. Accounts without traffic, and those that are not of the case, are left out.
      </Text>
      <Which of={of} which={which} />
    </FormDialog>
  );
}

/** Which of the accounts of a finding are taken: all, or those for which it suggests one thing. */
function useWhich(of: Finding) {
  const form = useForm({ suggestion: '' });
  const suggestion = form.values.suggestion as Suggestion | '';
  return {
    form,
    accounts: suggestion === '' ? of.accountCount : (suggestionsOf(of)[suggestion] ?? 0),
    request: { params: { path: { id: of.id } }, body: suggestion === '' ? {} : { suggestion } },
  };
}

const suggestionsOf = (of: Finding): Partial<Record<Suggestion, number>> =>
  of.analyzer === 'membership' ? resultOf(of, 'membership').suggestions : {};

function Which({ of, which: { form } }: { of: Finding; which: ReturnType<typeof useWhich> }) {
  const suggestions = Object.entries(suggestionsOf(of)) as [Suggestion, number][];
  if (suggestions.length === 0) return null;
  return (
    <Select
      label="Which"
      allowDeselect={false}
      data={[
        { value: '', label: `All ${many(of.accountCount, 'account')}` },
        ...suggestions.map(([value, accounts]) => ({
          value,
          label: `${suggestionName(value)}: ${many(accounts, 'account')}`,
        })),
      ]}
      {...form.choice('suggestion')}
    />
  );
}
