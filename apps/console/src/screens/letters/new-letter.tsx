import { Alert, Button, Group, Radio, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { ProblemError } from '../../api/problem-error';
import { useRead } from '../../api/reads';
import { Page } from '../../app/page';
import { paths } from '../../app/paths';
import { claimStanding, measureName } from '../../kit/claim-terms';
import { Failure } from '../../kit/failure';
import { Loaded } from '../../kit/loaded';
import { Unsaved } from '../../kit/unsaved';
import { useCase, useCaseId } from '../../kit/use-case';
import type { Recipient } from './letter-terms';
import { isBlank, NO_RECIPIENT, RecipientFields } from './recipient-fields';

type Template = View<'LetterTemplateView'>;
type Claim = View<'ClaimView'>;

/** Drafts a letter: a template, the claims that it cites, the words that only people of the case can write, and to whom. */
export function Component() {
  const caseId = useCaseId();
  const { data: of } = useCase();
  const templates = useRead('/v1/letter-templates', {});
  const claims = useRead('/v1/cases/{id}/claims', { path: { id: caseId } });
  return (
    <Page
      title="Draft a letter"
      crumbs={[
        { label: 'Cases', to: paths.cases },
        { label: of ? `#${of.number} ${of.title}` : 'Case', to: paths.case(caseId) },
        { label: 'Letters', to: paths.caseLetters(caseId) },
      ]}
    >
      <Loaded read={templates}>
        {(all) => <Loaded read={claims}>{(known) => <Form templates={all} claims={known} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Form({ templates, claims }: { templates: readonly Template[]; claims: readonly Claim[] }) {
  const caseId = useCaseId();
  const navigate = useNavigate();
  const [templateId, setTemplateId] = useState(templates[0]?.id ?? '');
  const template = templates.find(({ id }) => id === templateId);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [passages, setPassages] = useState<Record<string, string>>({});
  const [recipients, setRecipients] = useState<Recipient[]>([NO_RECIPIENT]);
  const [problem, setProblem] = useState<ProblemError>();
  const written = recipients.filter((recipient) => !isBlank(recipient));
  const draft = useAct({
    act: () => {
      const citing = template?.measures.flatMap(({ measure = '' }) => {
        const id = claimOf(claims, chosen, measure);
        return id ? [[measure, id] as const] : [];
      });
      const words = template?.passages.flatMap(({ key = '' }) =>
        passages[key]?.trim() ? [[key, passages[key].trim()] as const] : [],
      );
      return answerOf(
        api.POST('/v1/cases/{id}/letters', {
          params: { path: { id: caseId } },
          body: {
            template: templateId as View<'DraftLetter'>['template'],
            claims: Object.fromEntries(citing ?? []),
            passages: Object.fromEntries(words ?? []),
            ...(written.length > 0 ? { recipients: written } : {}),
          },
        }),
      );
    },
    touches: ['/v1/letters'],
    done: ({ number }) => `${number} is drafted.`,
    isQuiet: true,
  });
  const isWritten = written.length > 0 || Object.values(passages).some(Boolean);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(undefined);
        draft.mutate(undefined, {
          onSuccess: ({ id }) => void navigate(paths.letter(id)),
          onError: (error) => setProblem(ProblemError.from(error)),
        });
      }}
    >
      <Stack maw="52rem" gap="md">
        <Radio.Group label="Kind of letter" value={templateId} onChange={setTemplateId}>
          <Group mt={4}>
            {templates.map(({ id, name }) => (
              <Radio key={id} value={id} label={name} />
            ))}
          </Group>
        </Radio.Group>
        <section aria-labelledby="to-heading">
          <Title order={2} size="h5" id="to-heading">
            To whom
          </Title>
          <Text size="sm" c="dimmed" mb={4}>
            Left empty, those of the template stay.
          </Text>
          <RecipientFields value={recipients} onChange={setRecipients} />
        </section>
        <section aria-labelledby="figures-heading">
          <Title order={2} size="h5" id="figures-heading">
            Figures
          </Title>
          <Text size="sm" c="dimmed" mb={4}>
            A letter says a figure only by citing a claim of the case. What has no claim yet stays open.
          </Text>
          {claims.length === 0 && (
            <Alert color="yellow" title="The case has no claims">
              The draft will have gaps where figures belong. Claim them in the case, then cite them in the
              letter.
            </Alert>
          )}
          <Stack gap="xs">
            {template?.measures.map(({ measure = '', isOptional }) => (
              <Select
                key={measure}
                label={measureName(measure)}
                placeholder="Stays open"
                clearable
                {...(isOptional ? { description: 'Mentioned only if there is a claim.' } : {})}
                data={claims.filter((claim) => claim.measure === measure && claim.phrase).map(toChoice)}
                value={claimOf(claims, chosen, measure) || null}
                onChange={(id) => setChosen((before) => ({ ...before, [measure]: id ?? '' }))}
                error={problem?.fault(`claims/${measure}`)}
              />
            ))}
          </Stack>
        </section>
        <section aria-labelledby="words-heading">
          <Title order={2} size="h5" id="words-heading" mb={4}>
            Words that only the people of the case can write
          </Title>
          <Stack gap="xs">
            {template?.passages.map(({ key = '', ask }) => (
              <Textarea
                key={key}
                label={key.charAt(0).toUpperCase() + key.slice(1)}
                description={ask}
                autosize
                minRows={3}
                value={passages[key] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  setPassages((before) => ({ ...before, [key]: value }))
                }
                error={problem?.fault(`passages/${key}`)}
              />
            ))}
          </Stack>
        </section>
        {problem && <Failure error={problem} />}
        <Group>
          <Button type="submit" loading={draft.isPending}>
            Draft the letter
          </Button>
          <Button variant="default" onClick={() => void navigate(paths.caseLetters(caseId))}>
            Cancel
          </Button>
        </Group>
      </Stack>
      <Unsaved isAt={isWritten && !draft.isPending && !draft.isSuccess} />
    </form>
  );
}

/** The claim that is chosen for a measure; the approved one, the newest first, unless somebody chose otherwise. */
function claimOf(
  claims: readonly Claim[],
  chosen: Readonly<Record<string, string>>,
  measure: string,
): string | undefined {
  if (chosen[measure] !== undefined) return chosen[measure];
  const approved = (claim: Claim): boolean => claim.measure === measure && claim.state === 'approved';
  return claims.findLast((claim) => approved(claim) && !claim.isSuperseded)?.id;
}

const toChoice = ({ id, number, phrase, state }: Claim) => ({
  value: id,
  label: `C-${number}: ${phrase?.text} (${claimStanding(state).label})`,
});
