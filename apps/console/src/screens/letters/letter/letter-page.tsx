import { Alert, Group, Text } from '@mantine/core';
import { Page } from '../../../app/page';
import { paths } from '../../../app/paths';
import { Tlp } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { contentOf, type Letter, LetterState } from '../letter-terms';
import { LetterActs } from './letter-acts';
import { LetterFlags } from './letter-flags';
import { LetterHistory } from './letter-history';
import { LetterText } from './letter-text';
import { useTemplateName } from '../use-template-name';
import { useCitable, useLetter } from './use-letter';

/** A letter: its text with the figures it cites, what may be done to it, and all that was done. */
export function Component() {
  const claims = useCitable();
  return (
    <Loaded read={useLetter()}>
      {(of) => (
        <Page
          title={`${of.number}: ${subjectOf(of) ?? 'without a subject'}`}
          crumbs={[
            { label: `#${of.caseNumber} ${of.caseTitle}`, to: paths.case(of.caseId) },
            { label: 'Letters', to: paths.caseLetters(of.caseId) },
          ]}
        >
          <Standing of={of} />
          <LetterFlags of={of} />
          <LetterActs of={of} />
          <Loaded read={claims}>{(known) => <LetterText of={of} claims={known} />}</Loaded>
          <LetterHistory of={of} />
        </Page>
      )}
    </Loaded>
  );
}

/** The subject as it is printed. */
const subjectOf = ({ document }: Letter): string | undefined =>
  (document as unknown as { subject?: string }).subject;

function Standing({ of }: { of: Letter }) {
  const { tlp } = contentOf(of);
  const asked = of.reviews.at(-1);
  const templateName = useTemplateName();
  return (
    <>
      <Group gap="sm">
        <LetterState of={of.state} />
        {tlp && <Tlp of={tlp} />}
        <Text size="sm" c="dimmed">
          {templateName(of.template)}, version {of.version}, by {of.authorName}{' '}
          <Instant at={of.createdAt} isShort c="dimmed" />
        </Text>
      </Group>
      {of.state === 'ChangesRequested' && asked && (
        <Alert color="orange" title={`${asked.reviewerName} asks for changes`}>
          {asked.comment || 'Without a comment.'}
        </Alert>
      )}
    </>
  );
}
